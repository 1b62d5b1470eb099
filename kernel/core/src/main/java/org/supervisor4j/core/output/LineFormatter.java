package org.supervisor4j.core.output;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.config.LineFormat;

/**
 * Gives each line of an output another form. A line is held back until its end has come, so that lines of several who write to
 * one place are never mixed up, and so that a log is rotated between lines; its time is that of its beginning. The last line needs no
 * end. One that is longer than {@value #MAX_LINE_BYTES} bytes comes in pieces.
 */
final class LineFormatter {

    static final int MAX_LINE_BYTES = 65_536;

    /** What a line becomes. */
    interface Form {
        /**
         * @param time when the line began, as text
         * @param bytes the line without its end; one that ends with CR LF still has the CR
         * @param isWhole false for a piece of a long line that is not its last
         */
        void write(ByteArrayOutputStream to, String time, byte[] bytes, int from, int until, boolean isWhole);
    }

    private final Form form;
    private final LineTime clock;
    private byte[] held = new byte[256];
    private int heldBytes;
    private boolean begun; // a line that has begun, be it with pieces that are written already
    private String time = "";

    LineFormatter(Form form, InstantSource clock) {
        this.form = form;
        this.clock = new LineTime(clock);
    }

    /** The one for a channel; none for raw output. */
    static Optional<LineFormatter> of(
            LineFormat format, ProcessId process, int pid, ProcessStream stream, InstantSource clock) {
        return switch (format) {
            case RAW -> Optional.empty();
            case PREFIXED -> Optional.of(new LineFormatter(prefixed(process), clock));
            case JSON -> Optional.of(new LineFormatter(new JsonLine(process, pid, stream), clock));
        };
    }

    private static Form prefixed(ProcessId process) {
        String name = " " + process + ": ";
        return (to, time, bytes, from, until, _) -> {
            to.writeBytes((time + name).getBytes(StandardCharsets.UTF_8));
            to.write(bytes, from, until - from);
            to.write('\n');
        };
    }

    /** The lines that are complete, in their form; the given buffer is left as it was. */
    ByteBuffer format(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        ByteArrayOutputStream formatted = new ByteArrayOutputStream(bytes.length * 2);
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                hold(bytes, from, i, formatted);
                line(formatted);
                from = i + 1;
            }
        }
        if (from < bytes.length) {
            hold(bytes, from, bytes.length, formatted);
        }
        return ByteBuffer.wrap(formatted.toByteArray());
    }

    /** The line that has no end, for the end of the output. */
    ByteBuffer rest() {
        ByteArrayOutputStream formatted = new ByteArrayOutputStream();
        if (begun) {
            line(formatted);
        }
        return ByteBuffer.wrap(formatted.toByteArray());
    }

    private void hold(byte[] bytes, int from, int until, ByteArrayOutputStream formatted) {
        if (!begun) {
            begun = true;
            time = clock.now();
        }
        int begin = from;
        while (heldBytes + until - begin > MAX_LINE_BYTES) {
            int fitting = MAX_LINE_BYTES - heldBytes;
            append(bytes, begin, begin + fitting);
            begin += fitting;
            piece(formatted);
        }
        append(bytes, begin, until);
    }

    private void append(byte[] bytes, int from, int until) {
        int needed = heldBytes + until - from;
        if (needed > held.length) {
            held = Arrays.copyOf(held, Math.max(needed, Math.min(2 * held.length, MAX_LINE_BYTES)));
        }
        System.arraycopy(bytes, from, held, heldBytes, until - from);
        heldBytes = needed;
    }

    private void line(ByteArrayOutputStream formatted) {
        form.write(formatted, time, held, 0, heldBytes, true);
        heldBytes = 0;
        begun = false;
    }

    /** Not in the middle of a character: up to three bytes stay for the next piece. */
    private void piece(ByteArrayOutputStream formatted) {
        int until = heldBytes;
        while (until > heldBytes - 3 && (held[until - 1] & 0x80) != 0 && (held[until - 1] & 0xc0) != 0xc0) {
            until--;
        }
        boolean begins = (held[until - 1] & 0xc0) == 0xc0;
        int end = begins ? until - 1 : heldBytes;
        if (begins && isComplete(end)) {
            end = heldBytes;
        }
        form.write(formatted, time, held, 0, end, false);
        System.arraycopy(held, end, held, 0, heldBytes - end);
        heldBytes -= end;
    }

    private boolean isComplete(int start) {
        int length = Integer.numberOfLeadingZeros(~(held[start] << 24));
        return start + length <= heldBytes;
    }
}
