package org.supervisor4j.plugin.logtail;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;

/**
 * One reader's place in a log, read at its own pace: a replaced file to its end, then the one that came after it from
 * its start.
 *
 * <p><b>Threading:</b> reading is for one thread at a time, {@link #wake()} for any.
 */
final class LogReader {

    /** What stands where a file was emptied, as in supervisord's sources. */
    static final byte[] TRUNCATED = "==> File truncated <==\n".getBytes(StandardCharsets.US_ASCII);

    private final FollowedLog log;
    private final FileTime modified;
    private final Runnable wake;
    private LogGeneration generation;
    private long number; // guarded by the log
    private long position;

    LogReader(FollowedLog log, LogGeneration generation, long number, long position, FileTime modified, Runnable wake) {
        this.log = log;
        this.generation = generation;
        this.number = number;
        this.position = position;
        this.modified = modified;
        this.wake = wake;
    }

    /**
     * Reads what there is now.
     *
     * @return how many bytes; 0 if there is nothing until the next wake
     * @throws IOException if the file cannot be read, or something would be left out: this reader was too slow, or there were more rotations
     *     between two looks than files are there
     */
    int read(byte[] target) throws IOException {
        if (target.length < TRUNCATED.length) {
            throw new IllegalArgumentException("a buffer of " + target.length + " bytes");
        }
        while (true) {
            // Asked before reading: what was written before the file was replaced is there to be read now.
            boolean replaced = log.hasAfter(number());
            int count = generation.channel().read(ByteBuffer.wrap(target), position);
            if (count > 0) {
                position += count;
                return count;
            }
            if (generation.channel().size() < position) {
                position = 0;
                System.arraycopy(TRUNCATED, 0, target, 0, TRUNCATED.length);
                return TRUNCATED.length;
            }
            if (!replaced) {
                return 0;
            }
            if (log.moveTo(this, number() + 1) == null) {
                throw new EOFException("too far behind");
            }
        }
    }

    /** Called by the log, which guards it. */
    void place(LogGeneration next, long nextNumber) {
        generation = next;
        number = nextNumber;
        position = 0;
    }

    long number() {
        synchronized (log) {
            return number;
        }
    }

    void wake() {
        wake.run();
    }

    /** When the log was written to for the last time before this began. */
    FileTime modified() {
        return modified;
    }

    FollowedLog log() {
        return log;
    }
}
