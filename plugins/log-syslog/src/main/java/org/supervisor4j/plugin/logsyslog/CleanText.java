package org.supervisor4j.plugin.logsyslog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Makes text of whatever bytes a line has: what is no UTF-8 becomes U+FFFD. Control characters other than the tab are
 * written as {@code #033} (their number in octal), as receivers do it themselves; or they stay, for the log of this
 * machine, where only a zero becomes a blank: it would end the message.
 *
 * @param longest of a piece of text, in bytes
 * @param escapes whether control characters are written out
 */
record CleanText(int longest, boolean escapes) {

    /** Hands on a line, at most {@code longest} bytes; in several pieces if it has become longer. */
    void pass(byte[] line, Consumer<byte[]> pieces) {
        if (isPlain(line)) {
            pieces.accept(line);
            return;
        }
        ByteArrayOutputStream piece = new ByteArrayOutputStream(line.length + 16);
        new String(line, StandardCharsets.UTF_8).codePoints().forEach(character -> {
            byte[] encoded = text(character).getBytes(StandardCharsets.UTF_8);
            if (piece.size() + encoded.length > longest) {
                pieces.accept(piece.toByteArray());
                piece.reset();
            }
            piece.writeBytes(encoded);
        });
        pieces.accept(piece.toByteArray());
    }

    private static boolean isPlain(byte[] line) {
        for (byte value : line) {
            if (value < ' ' && value != '\t' || value == 0x7f) { // bytes beyond ASCII are negative
                return false;
            }
        }
        return true;
    }

    private String text(int character) {
        boolean isControl = character < ' ' && character != '\t' || character == 0x7f;
        if (isControl && escapes) {
            return String.format(Locale.ROOT, "#%03o", character);
        }
        return character == 0 ? " " : Character.toString(character);
    }
}
