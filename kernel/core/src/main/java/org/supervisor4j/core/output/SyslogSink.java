package org.supervisor4j.core.output;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.posix.Posix;

/**
 * Sends each line as a message of its own to the system's log: facility user, priority info. A line that comes in pieces is sent when
 * its end has come, the last one at the end of the output.
 */
public final class SyslogSink implements LogSink {

    /** A line without end is sent in pieces of this size. */
    private static final int MAX_LINE_BYTES = 8_192;

    private final Posix posix;
    private final String prefix;
    private final ByteBuffer line = ByteBuffer.allocate(MAX_LINE_BYTES);

    /**
     * @param prefix stands before every line
     */
    public SyslogSink(Posix posix, String prefix) {
        this.posix = posix;
        this.prefix = prefix;
    }

    @Override
    public void write(ByteBuffer data) {
        while (data.hasRemaining()) {
            byte value = data.get();
            if (value == '\n' || !line.hasRemaining()) {
                send();
            }
            if (value != '\n') {
                line.put(value);
            }
        }
    }

    private void send() {
        posix.syslog(prefix + StandardCharsets.UTF_8.decode(line.flip()));
        line.clear();
    }

    @Override
    public void reopen() {
        // There is no file.
    }

    @Override
    public void clear() {
        // What was sent is no longer ours.
    }

    @Override
    public void close() {
        if (line.position() > 0) {
            send();
        }
    }
}
