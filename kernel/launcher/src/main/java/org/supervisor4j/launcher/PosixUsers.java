package org.supervisor4j.launcher;

import java.util.Optional;
import java.util.OptionalInt;
import org.supervisor4j.config.value.Users;
import org.supervisor4j.posix.Posix;
import org.supervisor4j.posix.User;

/** The system's user database for the reader of the configuration. */
record PosixUsers(Posix posix) implements Users {

    @Override
    public OptionalInt uidOf(String name) {
        return posix.user(name).map(user -> OptionalInt.of(user.uid())).orElse(OptionalInt.empty());
    }

    @Override
    public boolean exists(int uid) {
        return posix.user(uid).isPresent();
    }

    @Override
    public Optional<String> homeOf(String name) {
        return posix.user(name).map(User::home);
    }
}
