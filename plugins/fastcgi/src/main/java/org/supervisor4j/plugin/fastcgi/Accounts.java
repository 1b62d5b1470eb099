package org.supervisor4j.plugin.fastcgi;

import java.util.Optional;
import java.util.OptionalInt;

/** The user database, as far as the owner of a socket needs it. Any thread; may block. */
interface Accounts {

    /**
     * An entry.
     *
     * @param gid the primary group
     */
    record User(int uid, int gid) {}

    /** The user with that name. */
    Optional<User> user(String name);

    /** The user with that number. */
    Optional<User> user(int uid);

    /** The number of the group with that name. */
    OptionalInt group(String name);

    /** Whether a group has that number. */
    boolean hasGroup(int gid);

    /** Whom the daemon runs as. */
    int ownUid();

    /** The user behind a name or number; what can be read as a number is one, as for supervisord. */
    default Optional<User> userOf(String nameOrNumber) {
        return PythonNumber.decimal(nameOrNumber)
                .map(number -> PythonNumber.fitsId(number) ? user(number.intValue()) : Optional.<User>empty())
                .orElseGet(() -> user(nameOrNumber));
    }

    /** The number of the group behind a name or number. */
    default OptionalInt groupOf(String nameOrNumber) {
        return PythonNumber.decimal(nameOrNumber)
                .map(number -> PythonNumber.fitsId(number) && hasGroup(number.intValue())
                        ? OptionalInt.of(number.intValue())
                        : OptionalInt.empty())
                .orElseGet(() -> group(nameOrNumber));
    }
}
