package org.supervisor4j.config.expansion;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Renders values as the literals that supervisord's texts quote them in, because scripts look for these texts: a text
 * stands in single quotes, or in double quotes if it contains a single one and no double one.
 */
public final class PythonLiteral {

    private PythonLiteral() {}

    /** A text in quotes; what cannot be printed is escaped. */
    public static String of(String text) {
        return quote(text, false);
    }

    /** A text in quotes; everything beyond ASCII is escaped. */
    public static String ascii(String text) {
        return quote(text, true);
    }

    /** A list of texts: {@code ['a', 'b']}. */
    public static String of(List<String> texts) {
        return texts.stream().map(PythonLiteral::of).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A table of texts and numbers: {@code {'a': 'x', 'n': 1}}. */
    static String of(Map<String, Object> table) {
        return table.entrySet().stream()
                .map(entry -> of(entry.getKey()) + ": " + ofValue(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String ofValue(Object value) {
        return value instanceof String text ? of(text) : value.toString();
    }

    private static String quote(String text, boolean asciiOnly) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder literal = new StringBuilder(text.length() + 2).append(quote);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (c == quote) {
                        literal.append('\\').append(quote);
                    } else if (asciiOnly && c > 0x7e || !isPrintable(c)) {
                        literal.append(escape(c));
                    } else {
                        literal.appendCodePoint(c);
                    }
                }
            }
        });
        return literal.append(quote).toString();
    }

    private static boolean isPrintable(int c) {
        return c == ' '
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SPACE_SEPARATOR -> false;
                    default -> true;
                };
    }

    private static String escape(int c) {
        String hex = Integer.toHexString(c);
        if (c <= 0xff) {
            return "\\x" + "0".repeat(2 - hex.length()) + hex;
        }
        return c <= 0xffff ? "\\u" + "0".repeat(4 - hex.length()) + hex : "\\U" + "0".repeat(8 - hex.length()) + hex;
    }
}
