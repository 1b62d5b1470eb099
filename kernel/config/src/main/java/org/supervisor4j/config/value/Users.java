package org.supervisor4j.config.value;

import java.util.Optional;
import java.util.OptionalInt;

/** The user database, as far as a configuration asks it. */
public interface Users {

    /** The number of the user with this name. */
    OptionalInt uidOf(String name);

    /** Whether a user has this number. */
    boolean exists(int uid);

    /** The home directory of the user with this name; without an answer {@code ~name} in a path stays as it is. */
    default Optional<String> homeOf(String name) {
        return Optional.empty();
    }

    /** Reads a user name, or the number of an existing user, as its number. */
    default ValueType<Integer> type() {
        return ValueType.of("a user name or number that exists", text -> {
            int uid;
            try {
                uid = Numbers.saturatedInt(Numbers.decimal(text));
            } catch (InvalidValueException _) {
                return uidOf(text).orElseThrow(() -> new InvalidValueException("Invalid user name " + text));
            }
            if (!exists(uid)) {
                throw new InvalidValueException("Invalid user id " + text);
            }
            return uid;
        });
    }
}
