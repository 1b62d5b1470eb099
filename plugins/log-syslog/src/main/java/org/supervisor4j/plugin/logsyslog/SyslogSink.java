package org.supervisor4j.plugin.logsyslog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.supervisor4j.api.log.LogSink;

/**
 * Sends each line of a channel as a message of its own. A line without its end waits for that, the last one until the
 * channel is closed.
 */
final class SyslogSink implements LogSink {

    private final Lines lines;
    private final CleanText text;
    private final MessageWriter messages;
    private final Sender sender;
    private final boolean block;
    private final Duration lastWait;
    private final Clock clock;
    private boolean closed;

    /**
     * @param sender which this is a user of
     * @param block whether to wait for room without end
     * @param lastWait how long closing waits for everything to be sent
     */
    SyslogSink(MessageWriter messages, boolean escapes, Sender sender, boolean block, Duration lastWait, Clock clock) {
        this.lines = new Lines(messages.room());
        this.text = new CleanText(messages.room(), escapes);
        this.messages = messages;
        this.sender = sender;
        this.block = block;
        this.lastWait = lastWait;
        this.clock = clock;
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        if (closed) {
            throw new IOException("the sink is closed");
        }
        List<byte[]> texts = new ArrayList<>();
        lines.take(data, line -> text.pass(line, texts::add));
        send(texts);
    }

    /** They have come together, so they have one time. */
    private void send(List<byte[]> texts) throws IOException {
        if (texts.isEmpty()) {
            return;
        }
        byte[] time = messages.time(ZonedDateTime.now(clock));
        for (byte[] one : texts) {
            sender.offer(messages.message(time, one), block);
        }
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
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            List<byte[]> rest = new ArrayList<>();
            lines.end(line -> text.pass(line, rest::add));
            send(rest);
            sender.flush(lastWait);
        } finally {
            sender.leave();
        }
    }
}
