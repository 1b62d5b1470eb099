package org.supervisor4j.plugin.fastcgi;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.api.program.Sockets;

/**
 * Makes a listening unix socket whose file appears under its name in one step, with its final owner and mode.
 *
 * <p>Binding gives a file the permissions that the umask leaves, so the socket is born in a directory of its own that
 * only we may enter, and is renamed when owner and mode are right. The rename takes the place of an older socket; at no
 * time is the name missing.
 */
final class SocketFile {

    private static final int TYPE_MASK = 0_170000;
    private static final int TYPE_SOCKET = 0_140000;
    private static final int MAX_PATH_BYTES = 107; // Linux: sun_path without the final zero
    // 1000 and zzzz to the base of 36: short, because the path of the newborn socket is bounded too, and all of one
    // length, so that it always fits or never.
    private static final int FIRST_NAME = 46_656;
    private static final int LAST_NAME = 1_679_615;
    private static final int ATTEMPTS = 20;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final SocketSpec.Unix spec;

    SocketFile(SocketSpec.Unix spec) {
        this.spec = spec;
    }

    /**
     * Binds and listens; the file stays when the socket is closed, as supervisord's does.
     *
     * @throws IOException if what is there is no socket: that we never delete; or if the operating system refuses.
     *     Nothing is left behind, and what was there is still there
     */
    ListeningSocket listen(Sockets sockets) throws IOException {
        if (isTooLong(spec.file())) {
            throw new IOException("AF_UNIX path too long");
        }
        refuseOtherFiles();
        Path directory = privateDirectory();
        Path newborn = directory.resolve("s");
        ListeningSocket socket = null;
        try {
            if (isTooLong(newborn)) {
                throw new IOException("AF_UNIX path too long: " + newborn
                        + ", its name while it is made (expected: at most " + MAX_PATH_BYTES + " bytes)");
            }
            socket = sockets.listen(UnixDomainSocketAddress.of(newborn), spec.backlog());
            giveAway(newborn);
            setMode(newborn);
            Files.move(newborn, spec.file(), StandardCopyOption.ATOMIC_MOVE);
            Files.delete(directory);
            return socket;
        } catch (IOException | RuntimeException e) {
            if (socket != null) {
                socket.close();
            }
            removeBoth(newborn, directory, e);
            throw e;
        }
    }

    private static boolean isTooLong(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES;
    }

    private void refuseOtherFiles() throws IOException {
        int mode;
        try {
            mode = (Integer) Files.getAttribute(spec.file(), "unix:mode", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException _) {
            return; // nothing is there, as it should be
        }
        if ((mode & TYPE_MASK) != TYPE_SOCKET) {
            throw new IOException(
                    spec.file() + " exists and is not a socket (expected: no file, or a socket to replace)");
        }
    }

    private Path privateDirectory() throws IOException {
        for (int attempt = 1; ; attempt++) {
            String name = "." + Integer.toString(RANDOM.nextInt(FIRST_NAME, LAST_NAME + 1), Character.MAX_RADIX);
            try {
                return Files.createDirectory(spec.file().resolveSibling(name), OWNER_ONLY);
            } catch (FileAlreadyExistsException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void giveAway(Path newborn) throws IOException {
        if (spec.owner().isPresent()) {
            try {
                spec.owner().get().applyTo(newborn);
            } catch (IOException e) {
                throw new IOException("Could not change ownership of socket file: " + reason(e), e);
            }
        }
    }

    private void setMode(Path newborn) throws IOException {
        try {
            Files.setAttribute(newborn, "unix:mode", spec.mode());
        } catch (IOException e) {
            throw new IOException("Could not change permissions of socket file: " + reason(e), e);
        }
    }

    /** With the name that the file was to get: the one that it has says nothing to anybody. */
    private String reason(IOException e) {
        return SystemError.describe(e) + ": " + PythonLiteral.of(spec.file().toString());
    }

    private static void removeBoth(Path newborn, Path directory, Exception reason) {
        try {
            Files.deleteIfExists(newborn);
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }
}
