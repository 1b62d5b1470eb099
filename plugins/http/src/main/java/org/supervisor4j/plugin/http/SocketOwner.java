package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Optional;

/**
 * Who is to own a socket file: {@code user} or {@code user:group}, names or numbers.
 *
 * @param group empty to leave the group as it is
 */
record SocketOwner(UserPrincipal user, Optional<GroupPrincipal> group) {

    /** @throws IOException if there is no such user or group */
    static SocketOwner parse(String text) throws IOException {
        UserPrincipalLookupService principals = FileSystems.getDefault().getUserPrincipalLookupService();
        String[] parts = text.split(":", 2);
        UserPrincipal user = principals.lookupPrincipalByName(parts[0]);
        return new SocketOwner(user, parts.length == 1
                ? Optional.empty()
                : Optional.of(principals.lookupPrincipalByGroupName(parts[1])));
    }

    /** {@code (user, group)} for a message; -1 stands for an unchanged group, as in supervisord. */
    String pair() {
        return "(" + user.getName() + ", " + group.map(GroupPrincipal::getName).orElse("-1") + ")";
    }

    /** Gives the file away; permission bits survive. */
    void applyTo(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (group.isPresent()) {
            view.setGroup(group.get());
        }
        view.setOwner(user);
    }
}
