package org.supervisor4j.plugin.xmlrpc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Turns the events of an answer into the very bytes that supervisord sends: its line breaks, UTF-8, only {@code & < >}
 * escaped.
 *
 * <p>Unlike supervisord it replaces characters that XML 1.0 forbids by U+FFFD, so that every parser takes the answer.
 */
final class AnswerHandler extends DefaultHandler {

    private static final byte[] DECLARATION = ascii("<?xml version='1.0'?>\n");
    private static final byte[] AMPERSAND = ascii("&amp;");
    private static final byte[] LESS = ascii("&lt;");
    private static final byte[] GREATER = ascii("&gt;");
    private static final int REPLACEMENT = 0xFFFD;

    private static final Set<String> BREAK_AFTER_START =
            Set.of("methodResponse", "params", "param", "fault", "struct", "member", "data");
    private static final Set<String> BREAK_AFTER_END =
            Set.of("methodResponse", "params", "param", "fault", "member", "name", "value");

    private byte[] bytes = new byte[1_024];
    private int size;

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public void startDocument() {
        append(DECLARATION);
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) {
        append('<');
        tag(localName, BREAK_AFTER_START);
    }

    @Override
    public void endElement(String uri, String localName, String qName) {
        append('<');
        append('/');
        tag(localName, BREAK_AFTER_END);
    }

    private void tag(String name, Set<String> breakAfter) {
        for (int i = 0; i < name.length(); i++) {
            append(name.charAt(i));
        }
        append('>');
        if (breakAfter.contains(name)) {
            append('\n');
        }
    }

    @Override
    public void characters(char[] text, int start, int length) {
        int end = start + length;
        for (int i = start; i < end; i++) {
            char c = text[i];
            if (c >= ' ' && c < 0x7F && c != '&' && c != '<' && c != '>') {
                append(c);
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
            case '\t', '\n', '\r' -> append(c);
            default -> utf8(c < ' ' || Character.isSurrogate(c) || c >= 0xFFFE ? REPLACEMENT : c);
        }
    }

    private void utf8(int point) {
        if (point < 0x80) {
            append((char) point);
        } else if (point < 0x800) {
            append((char) (0xC0 | point >> 6));
            append((char) (0x80 | point & 0x3F));
        } else {
            if (point < 0x10000) {
                append((char) (0xE0 | point >> 12));
            } else {
                append((char) (0xF0 | point >> 18));
                append((char) (0x80 | point >> 12 & 0x3F));
            }
            append((char) (0x80 | point >> 6 & 0x3F));
            append((char) (0x80 | point & 0x3F));
        }
    }

    private void append(char low) {
        if (size == bytes.length) {
            grow(1);
        }
        bytes[size++] = (byte) low;
    }

    private void append(byte[] more) {
        if (bytes.length - size < more.length) {
            grow(more.length);
        }
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    private void grow(int more) {
        bytes = Arrays.copyOf(bytes, Math.max(size + more, size + (size >> 1)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
