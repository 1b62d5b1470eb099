package org.supervisor4j.api.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Output of programs as text where people or listeners read it; supervisord's form for what is no UTF-8. */
public final class OutputText {

    private static final char[] DIGITS = "0123456789abcdef".toCharArray();

    private OutputText() {}

    /** The text, or {@code Undecodable: } and a literal of bytes as Python writes it. */
    public static String of(ByteBuffer data) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(data.duplicate()).toString();
        } catch (CharacterCodingException _) { // that is what the literal is for
            return "Undecodable: " + literal(data);
        }
    }

    /** All bytes as Python writes a literal of them: {@code b'READY\n'}. */
    public static String literal(ByteBuffer data) {
        boolean single = false;
        boolean twofold = false;
        for (int i = data.position(); i < data.limit(); i++) {
            single |= data.get(i) == '\'';
            twofold |= data.get(i) == '"';
        }
        char quote = single && !twofold ? '"' : '\'';
        StringBuilder text = new StringBuilder(data.remaining() + 3).append('b').append(quote);
        for (int i = data.position(); i < data.limit(); i++) {
            int value = data.get(i) & 0xff;
            switch (value) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\\' -> text.append("\\\\");
                default -> {
                    if (value == quote) {
                        text.append('\\').append(quote);
                    } else if (value < 0x20 || value > 0x7e) {
                        text.append("\\x").append(DIGITS[value >> 4]).append(DIGITS[value & 0xf]);
                    } else {
                        text.append((char) value);
                    }
                }
            }
        }
        return text.append(quote).toString();
    }
}
