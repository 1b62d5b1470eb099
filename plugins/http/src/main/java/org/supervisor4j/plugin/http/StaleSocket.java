package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.supervisor4j.api.config.StartupException;

/** Decides about what already stands where a socket file of ours is to be. */
final class StaleSocket {

    private static final int TYPE_MASK = 0_170000;
    private static final int TYPE_SOCKET = 0_140000;
    private static final long PROBE_SECONDS = 2;

    private StaleSocket() {}

    /**
     * Removes a socket file behind which nobody listens, and says so on stderr as supervisord does.
     *
     * @throws StartupException if somebody listens, or the file is no socket: that we never delete
     */
    static void remove(Path file) throws IOException, StartupException {
        Object identity;
        try {
            if ((mode(file) & TYPE_MASK) != TYPE_SOCKET) {
                throw new StartupException("Cannot open an HTTP server: " + file + " exists and is not a socket"
                        + " (expected: no file, or a socket that nobody listens on)");
            }
            identity = SocketFile.identity(file);
        } catch (NoSuchFileException goneMeanwhile) {
            return;
        }
        if (somebodyListens(file)) {
            throw StartFailure.inUse();
        }
        System.err.println("Unlinking stale socket " + file);
        // Another daemon that starts now may have replaced it since we knocked.
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && identity.equals(SocketFile.identity(file))) {
            Files.deleteIfExists(file);
        }
    }

    private static int mode(Path file) throws IOException {
        return (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    }

    /** An accepted connection is somebody; so is a queue so full that connecting blocks. */
    private static boolean somebodyListens(Path file) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            Thread.ofPlatform().daemon().name("socket-probe").start(() -> {
                try {
                    answer.complete(probe.connect(UnixDomainSocketAddress.of(file)));
                } catch (IOException | RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
            return answer.get(PROBE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException queueFull) {
            return true;
        } catch (ExecutionException e) {
            return judge(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while probing " + file, e);
        }
    }

    private static boolean judge(Throwable failure) throws IOException {
        if (!(failure instanceof IOException e)) {
            throw new IllegalStateException("the probe of a socket failed", failure);
        }
        SocketError error = SocketError.of(e).orElseThrow(() -> e);
        return switch (error) {
            case ECONNREFUSED, ENOENT -> false;
            case EPROTOTYPE -> true; // a datagram socket is listened to without connections
            default -> throw e;
        };
    }
}
