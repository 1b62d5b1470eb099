package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.supervisor4j.api.config.StartupException;

/**
 * A listening unix socket and its file, which appears under its name in one step and with its final permissions.
 *
 * <p>The socket is born in a directory of its own that only we may enter: binding gives a file the permissions that the
 * umask leaves, and Java cannot set the umask. There it gets its mode and owner, then a hard link gives it its name;
 * a link never replaces what is there.
 *
 * @param identity the file's device and inode, so that we never remove somebody else's
 */
record SocketFile(Path file, Object identity, ServerSocketChannel channel) {

    private static final int ATTEMPTS = 3; // each one removes a stale file that another daemon left meanwhile
    private static final int MAX_PATH_BYTES = 107; // Linux: sun_path without the final zero
    private static final SecureRandom RANDOM = new SecureRandom(); // nobody else can have prepared that directory
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /**
     * Binds and listens.
     *
     * @throws StartupException if somebody listens there or what is there is not a socket
     * @throws IOException if the operating system refuses; nothing is left behind
     */
    static SocketFile bind(HttpServer.Unix server, int backlog) throws IOException, StartupException {
        Path file = server.file();
        Path directory = file.resolveSibling("." + Integer.toUnsignedString(RANDOM.nextInt(), Character.MAX_RADIX));
        Path newborn = directory.resolve("s");
        if (tooLong(newborn) || tooLong(file)) {
            throw StartFailure.opening("AF_UNIX path too long");
        }
        Files.createDirectory(directory, OWNER_ONLY);
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(newborn), backlog);
            Files.setAttribute(newborn, "unix:mode", server.mode());
            if (server.owner().isPresent()) {
                give(newborn, file, server.owner().get());
            }
            Object identity = identity(newborn);
            publish(newborn, file);
            return new SocketFile(file, identity, channel);
        } catch (IOException | StartupException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            throw e;
        } finally {
            Files.deleteIfExists(newborn);
            Files.deleteIfExists(directory);
        }
    }

    private static boolean tooLong(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH_BYTES;
    }

    /** Stops listening and removes the file, unless it is not ours any more. */
    void remove() throws IOException {
        try {
            channel.close();
        } finally {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && identity.equals(identity(file))) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void give(Path newborn, Path file, SocketOwner owner) throws IOException, StartupException {
        try {
            owner.applyTo(newborn);
        } catch (IOException e) {
            SocketError error = SocketError.of(e).orElseThrow(() -> e);
            if (error != SocketError.EPERM && error != SocketError.EACCES) {
                throw e;
            }
            throw new StartupException("Not permitted to chown " + file + " to uid/gid " + owner.pair()
                    + "; adjust \"sockchown\" value in config file or on command line to values that the current user ("
                    + System.getProperty("user.name") + ") can successfully chown", e);
        }
    }

    private static void publish(Path newborn, Path file) throws IOException, StartupException {
        for (int attempt = 1; ; attempt++) {
            try {
                link(newborn, file);
                return;
            } catch (FileAlreadyExistsException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                StaleSocket.remove(file);
            }
        }
    }

    private static void link(Path newborn, Path file) throws IOException {
        try {
            Files.createLink(file, newborn);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | IOException noHardLinksHere) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.move(newborn, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    static Object identity(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    }
}
