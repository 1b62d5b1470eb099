package org.supervisor4j.example.recent;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.supervisor4j.api.log.LogSink;

/**
 * Divides what one run of a process writes into lines. What is given comes as the process wrote it, in pieces that end anywhere, also
 * within a character: only a whole line is made a text of.
 */
final class RecentSink implements LogSink {

    /** More is not kept of a line: a program that never ends one must not fill the memory. */
    static final int MAX_LINE_BYTES = 4_096;

    private final Ring ring;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    RecentSink(Ring ring) {
        this.ring = ring;
    }

    @Override
    public void write(ByteBuffer data) {
        while (data.hasRemaining()) { // the position tells the kernel how much is taken: all
            byte next = data.get();
            if (next == '\n') {
                end();
            } else if (line.size() < MAX_LINE_BYTES) {
                line.write(next);
            }
        }
    }

    private void end() {
        String text = line.toString(StandardCharsets.UTF_8);
        ring.add(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        line.reset();
    }

    @Override
    public void reopen() {
        // There is no file.
    }

    @Override
    public void clear() {
        ring.clear();
    }

    /** The last line needs no end; the ring stays, for the next run and for those who ask why this one has ended. */
    @Override
    public void close() {
        if (line.size() > 0) {
            end();
        }
    }
}
