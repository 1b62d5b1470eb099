package org.supervisor4j.plugin.xmlrpc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Turns the events of an answer into the very bytes that supervisord sends: its line breaks, UTF-8, only {@code & < >}
 * escaped.
 *
 * <p>Unlike supervisord it replaces characters that XML 1.0 forbids by U+FFFD, so that every parser takes the answer,
 * and writes a carriage return so that it arrives as one: the character itself is a line feed to every parser.
 */
final class AnswerHandler extends DefaultHandler {

    private static final byte[] DECLARATION = ascii("<?xml version='1.0'?>\n");
    private static final byte[] AMPERSAND = ascii("&amp;");
    private static final byte[] LESS = ascii("&lt;");
    private static final byte[] GREATER = ascii("&gt;");
    private static final byte[] RETURN = ascii("&#13;");
    private static final int REPLACEMENT = 0xFFFD;

    private static final int MAX_BYTES_PER_CHAR = AMPERSAND.length;
    private static final int CHUNK = 1_024; // characters; room for their worst case is a small part of a piece

    /** The characters that are one byte and mean nothing to XML, which nearly all are. */
    private static final boolean[] PLAIN = new boolean[0x7F];

    /** The tags that supervisord puts a line break behind. */
    private static final Set<String> BREAK_AFTER_START =
            Set.of("methodResponse", "params", "param", "fault", "struct", "member", "data");
    private static final Set<String> BREAK_AFTER_END =
            Set.of("methodResponse", "params", "param", "fault", "member", "name", "value");

    private static final Map<String, byte[]> STARTS = new HashMap<>();
    private static final Map<String, byte[]> ENDS = new HashMap<>();

    static {
        Arrays.fill(PLAIN, ' ', PLAIN.length, true);
        for (char c : "\t\n".toCharArray()) {
            PLAIN[c] = true;
        }
        for (char c : "&<>".toCharArray()) {
            PLAIN[c] = false;
        }
        for (String tag : List.of(
                "methodResponse", "params", "param", "fault", "value", "struct", "member", "name", "array", "data",
                "string",
                "int", "boolean", "double", "base64")) {
            STARTS.put(tag, ascii("<" + tag + ">" + (BREAK_AFTER_START.contains(tag) ? "\n" : "")));
            ENDS.put(tag, ascii("</" + tag + ">" + (BREAK_AFTER_END.contains(tag) ? "\n" : "")));
        }
    }

    private char[] chunk = {};
    private final Body body;
    private byte[] bytes;
    private int size;

    /** @param body empty; takes what is written */
    AnswerHandler(Body body) {
        this.body = body;
        this.bytes = body.room(4_096);
    }

    /** To be called once, when all has been written. */
    Body body() {
        body.add(bytes, size);
        return body;
    }

    @Override
    public void startDocument() {
        append(DECLARATION);
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) {
        append(STARTS.get(localName));
    }

    @Override
    public void endElement(String uri, String localName, String qName) {
        append(ENDS.get(localName));
    }

    /** Tags of a value, as supervisord breaks their lines; the shortest way for what an answer has thousands of. */
    void markup(byte[] ascii) {
        append(ascii);
    }

    /** The text of a scalar or a name. */
    void text(String text) {
        if (chunk.length < Math.min(CHUNK, text.length())) {
            chunk = new char[text.length() <= 64 ? 64 : CHUNK];
        }
        int end;
        for (int start = 0; start < text.length(); start = end) {
            end = Math.min(start + CHUNK, text.length());
            if (end < text.length() && end - start > 1 && Character.isHighSurrogate(text.charAt(end - 1))) {
                end--; // both halves of a character go together
            }
            text.getChars(start, end, chunk, 0);
            characters(chunk, 0, end - start);
        }
    }

    @Override
    public void characters(char[] text, int start, int length) {
        reserve(length * MAX_BYTES_PER_CHAR); // of at most a chunk
        int end = start + length;
        for (int i = start; i < end; i++) {
            char c = text[i];
            if (c < PLAIN.length && PLAIN[c]) {
                bytes[size++] = (byte) c;
            } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text[i + 1])) {
                utf8(Character.toCodePoint(c, text[++i]));
            } else {
                special(c);
            }
        }
    }

    private void special(char c) {
        switch (c) {
            case '&' -> append(AMPERSAND);
            case '<' -> append(LESS);
            case '>' -> append(GREATER);
            case '\r' -> append(RETURN);
            default -> utf8(c < ' ' || Character.isSurrogate(c) || c >= 0xFFFE ? REPLACEMENT : c);
        }
    }

    /** Into room that is reserved. */
    private void utf8(int point) {
        if (point < 0x80) {
            bytes[size++] = (byte) point;
        } else if (point < 0x800) {
            bytes[size++] = (byte) (0xC0 | point >> 6);
            bytes[size++] = (byte) (0x80 | point & 0x3F);
        } else {
            if (point < 0x10000) {
                bytes[size++] = (byte) (0xE0 | point >> 12);
            } else {
                bytes[size++] = (byte) (0xF0 | point >> 18);
                bytes[size++] = (byte) (0x80 | point >> 12 & 0x3F);
            }
            bytes[size++] = (byte) (0x80 | point >> 6 & 0x3F);
            bytes[size++] = (byte) (0x80 | point & 0x3F);
        }
    }

    private void append(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    /** Room for no more than a piece. */
    private void reserve(int more) {
        if (more <= bytes.length - size) {
            return;
        }
        if (size + more <= Body.PIECE) {
            byte[] small = bytes;
            bytes = body.room(Math.min(Body.PIECE, Math.max(size + more, small.length << 1)));
            System.arraycopy(small, 0, bytes, 0, size);
            body.forget(small);
        } else {
            body.add(bytes, size);
            bytes = body.room(Body.PIECE);
            size = 0;
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
