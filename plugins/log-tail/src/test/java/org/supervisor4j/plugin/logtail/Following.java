package org.supervisor4j.plugin.logtail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Somebody who reads a log whenever there may be more of it, and never otherwise. */
final class Following {

    private static final long SECONDS = 10;

    private final FollowedLogs logs;
    private final Path path;
    private final Semaphore wakes = new Semaphore(1); // the first reading needs none
    private final LogReader reader;
    private final StringBuilder text = new StringBuilder();

    Following(FollowedLogs logs, Path path, int lastBytes) throws IOException {
        this.logs = logs;
        this.path = path;
        this.reader = logs.follow(path, lastBytes, wakes::release);
    }

    /** Reads until there is nothing more for the moment. */
    void read() throws IOException {
        byte[] piece = new byte[64];
        for (int count = reader.read(piece); count > 0; count = reader.read(piece)) {
            text.append(new String(piece, 0, count, StandardCharsets.UTF_8));
        }
    }

    /** Reads at every wake until what has been read ends like this. */
    void awaitEnd(String expected) throws Exception {
        while (!text.toString().endsWith(expected)) {
            if (!wakes.tryAcquire(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("never woken; so far: " + text);
            }
            wakes.drainPermits();
            read();
        }
    }

    FollowedLog log() {
        return reader.log();
    }

    String text() {
        return text.toString();
    }

    void leave() {
        logs.leave(path, reader);
    }
}
