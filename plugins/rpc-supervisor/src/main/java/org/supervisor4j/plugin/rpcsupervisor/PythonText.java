package org.supervisor4j.plugin.rpcsupervisor;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Values as the text that supervisord makes of them: Python's {@code str}. Event listeners are told of such texts, and may
 * well read them with Python.
 */
final class PythonText {

    private static final int LEAST_PLAIN = -4; // the place of the first digit, from where on numbers have no exponent
    private static final int MOST_PLAIN = 16;

    private PythonText() {}

    /** @param value of those that a method can be called with; null is one */
    static String of(Object value) {
        return switch (value) {
            case null -> "None";
            case String text -> text;
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8); // base64 is text to supervisord
            case Boolean truth -> truth ? "True" : "False";
            case Double number -> number(number);
            case List<?> list -> list.stream().map(PythonText::literal).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map -> map.entrySet().stream()
                    .map(entry -> literal(entry.getKey()) + ": " + literal(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
            default -> value.toString();
        };
    }

    /** Inside of a list or a struct texts have quotes. */
    private static String literal(Object value) {
        return switch (value) {
            case String text -> quoted(text);
            case byte[] bytes -> quoted(of(bytes));
            case null, default -> of(value);
        };
    }

    private static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder out = new StringBuilder().append(quote);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c == quote) {
                        out.append('\\').append(quote);
                    } else if (isPrintable(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(String.format(Locale.ROOT, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
                    }
                }
            }
        });
        return out.append(quote).toString();
    }

    private static boolean isPrintable(int c) {
        return c == ' ' || switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String number(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        String sign = Math.copySign(1, number) < 0 ? "-" : "";
        if (Double.isInfinite(number)) {
            return sign + "inf";
        }
        if (number == 0) {
            return sign + "0.0";
        }
        BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(number))).stripTrailingZeros();
        String digits = decimal.unscaledValue().toString();
        int exponent = digits.length() - decimal.scale() - 1;
        if (exponent >= LEAST_PLAIN && exponent < MOST_PLAIN) {
            return sign + decimal.toPlainString() + (decimal.scale() <= 0 ? ".0" : "");
        }
        String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
        return String.format(Locale.ROOT, "%s%c%se%+03d", sign, digits.charAt(0), fraction, exponent);
    }
}
