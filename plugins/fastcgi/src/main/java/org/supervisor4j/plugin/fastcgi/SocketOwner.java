package org.supervisor4j.plugin.fastcgi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Who is to own a socket file.
 *
 * @param gid empty to leave the group as it is
 */
record SocketOwner(int uid, OptionalInt gid) {

    SocketOwner(Accounts.User user) {
        this(user.uid(), OptionalInt.of(user.gid()));
    }

    /** Reads {@code user} or {@code user:group}, names or numbers; empty if there is no such user or group. */
    static Optional<SocketOwner> parse(String text, Accounts accounts) {
        String[] parts = text.split(":", 2);
        Optional<Accounts.User> user = accounts.userOf(parts[0]);
        if (user.isEmpty()) {
            return Optional.empty();
        }
        int uid = user.get().uid();
        if (parts.length == 1) {
            return Optional.of(new SocketOwner(uid, OptionalInt.empty()));
        }
        OptionalInt gid = accounts.groupOf(parts[1]);
        return gid.isPresent() ? Optional.of(new SocketOwner(uid, gid)) : Optional.empty();
    }

    /** Gives a file away: first to the group, for which we must still own it. */
    void applyTo(Path file) throws IOException {
        if (gid.isPresent()) {
            Files.setAttribute(file, "unix:gid", gid.getAsInt());
        }
        Files.setAttribute(file, "unix:uid", uid);
    }
}
