package org.supervisor4j.plugin.logsyslog;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts what comes into lines, without their line breaks. A line that is not at its end waits for the rest; one that is
 * too long is cut into several, between two characters.
 */
final class Lines {

    private static final int MAX_TAIL = 3; // of a character of UTF-8 whose last byte is missing

    private final byte[] line;
    private int length;

    /**
     * @param longest in bytes
     */
    Lines(int longest) {
        this.line = new byte[longest];
    }

    void take(ByteBuffer data, Consumer<byte[]> lines) {
        while (data.hasRemaining()) {
            byte value = data.get();
            if (value == '\n') {
                lines.accept(Arrays.copyOf(line, length));
                length = 0;
                continue;
            }
            if (length == line.length) {
                int whole = wholeCharacters();
                lines.accept(Arrays.copyOf(line, whole));
                System.arraycopy(line, whole, line, 0, length - whole);
                length -= whole;
            }
            line[length++] = value;
        }
    }

    /** What has no end will not get one. */
    void end(Consumer<byte[]> lines) {
        if (length > 0) {
            lines.accept(Arrays.copyOf(line, length));
            length = 0;
        }
    }

    private int wholeCharacters() {
        for (int tail = 1; tail <= MAX_TAIL && tail < length; tail++) {
            int value = line[length - tail] & 0xff;
            if (value >= 0xc0) { // the first byte of a character
                int wanted = value >= 0xf0 ? 4 : value >= 0xe0 ? 3 : 2;
                return wanted > tail ? length - tail : length;
            }
            if (value < 0x80) {
                return length;
            }
        }
        return length;
    }
}
