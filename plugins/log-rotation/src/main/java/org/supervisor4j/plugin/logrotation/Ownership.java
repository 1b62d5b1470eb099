package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a file to those who owned another, with its permissions and its time, as far as we may. A link is not followed: whoever owns the folder could have put it there. */
final class Ownership {

    private static final Logger log = LoggerFactory.getLogger(Ownership.class);

    private Ownership() {}

    static void copy(PosixFileAttributes from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes made = view.readAttributes();
        try {
            if (!made.group().equals(from.group())) {
                view.setGroup(from.group());
            }
            if (!made.owner().equals(from.owner())) {
                view.setOwner(from.owner());
            }
        } catch (IOException e) { // only root may, and others their own groups
            log.debug("{} stays with its owner: {}", to, Trouble.of(e));
        }
        if (!view.readAttributes().permissions().equals(from.permissions())) {
            view.setPermissions(from.permissions()); // the umask may have taken some
        }
        view.setTimes(from.lastModifiedTime(), null, null);
    }
}
