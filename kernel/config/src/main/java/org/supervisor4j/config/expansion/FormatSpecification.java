package org.supervisor4j.config.expansion;

/**
 * What stands between the name and the end of a conversion.
 *
 * @param flags those of {@code -+ #0} that were given
 * @param width at least so many characters
 * @param precision -1 if there is none
 * @param conversion the letter at the end
 */
record FormatSpecification(String flags, int width, int precision, int conversion) {

    /** Wider results help nobody and would only take memory. */
    private static final int MAX_WIDTH = 1_000_000;

    /** Gives the number for a width or precision of {@code *}. */
    interface Star {
        int take() throws MalformedException;
    }

    static FormatSpecification read(FormatText text, Star star) throws MalformedException {
        StringBuilder flags = new StringBuilder();
        int c = text.require();
        while ("-+ #0".indexOf(c) >= 0) {
            flags.append((char) c);
            c = text.require();
        }
        int width = 0;
        if (c == '*') {
            width = star.take();
            if (width < 0) {
                flags.append('-');
                width = -width;
            }
            width = bounded(width, "width too big");
            c = text.require();
        } else {
            while (isDigit(c)) {
                width = bounded(width * 10L + c - '0', "width too big");
                c = text.require();
            }
        }
        int precision = -1;
        if (c == '.') {
            precision = 0;
            c = text.require();
            if (c == '*') {
                precision = bounded(Math.max(star.take(), 0), "precision too big");
                c = text.require();
            } else {
                while (isDigit(c)) {
                    precision = bounded(precision * 10L + c - '0', "precision too big");
                    c = text.require();
                }
            }
        }
        if (c == 'h' || c == 'l' || c == 'L') {
            c = text.require(); // C's length modifiers mean nothing
        }
        return new FormatSpecification(flags.toString(), width, precision, c);
    }

    /**
     * The value in the form asked for.
     *
     * @param index of the conversion letter in the whole text, for the complaint
     */
    String format(Object value, int index) throws MalformedException {
        return switch (conversion) {
            case 's' -> pad(truncate(value instanceof Names table ? table.literal() : value.toString()), "");
            case 'r' -> pad(truncate(literal(value)), "");
            case 'a' -> pad(truncate(value instanceof String text ? PythonLiteral.ascii(text) : literal(value)), "");
            case 'c' -> pad(character(value), "");
            case 'd', 'i', 'u' -> number(integer(value, "a real number"));
            case 'o', 'x', 'X' -> number(integer(value, "an integer"));
            case 'e', 'E', 'f', 'F', 'g', 'G' -> {
                if (!(value instanceof Integer real)) {
                    throw new MalformedException("must be real number, not " + typeOf(value));
                }
                yield number(real);
            }
            default -> {
                String shown = conversion > 30 && conversion < 127 ? Character.toString(conversion) : "?";
                throw new MalformedException("unsupported format character '%s' (0x%x) at index %d"
                        .formatted(shown, conversion, index));
            }
        };
    }

    boolean has(char flag) {
        return flags.indexOf(flag) >= 0;
    }

    private String number(int value) {
        String sign = value < 0 ? "-" : has('+') ? "+" : has(' ') ? " " : "";
        return pad(NumberText.of(Math.abs((long) value), this), sign + NumberText.prefix(this));
    }

    private int integer(Object value, String wanted) throws MalformedException {
        if (value instanceof Integer number) {
            return number;
        }
        throw new MalformedException(
                "%%%s format: %s is required, not %s".formatted((char) conversion, wanted, typeOf(value)));
    }

    private String character(Object value) throws MalformedException {
        if (value instanceof Integer number) {
            if (!Character.isValidCodePoint(number)) {
                throw new MalformedException("%c arg not in range(0x110000)");
            }
            return Character.toString(number);
        }
        if (value instanceof String text && text.codePointCount(0, text.length()) == 1) {
            return text;
        }
        throw new MalformedException("%c requires int or char");
    }

    private String truncate(String text) {
        return precision >= 0 && text.codePointCount(0, text.length()) > precision
                ? text.substring(0, text.offsetByCodePoints(0, precision))
                : text;
    }

    /** The prefix of a number stays in front of the zeros that fill it up; texts are never filled with zeros. */
    private String pad(String text, String prefix) {
        String whole = prefix + text;
        int missing = width - whole.codePointCount(0, whole.length());
        if (missing <= 0) {
            return whole;
        }
        if (has('-')) {
            return whole + " ".repeat(missing);
        }
        return has('0') && isNumeric() ? prefix + "0".repeat(missing) + text : " ".repeat(missing) + whole;
    }

    private boolean isNumeric() {
        return "sracdiuoxXeEfFgG".indexOf(conversion) >= 4;
    }

    private static String literal(Object value) {
        return switch (value) {
            case Names table -> table.literal();
            case String text -> PythonLiteral.of(text);
            default -> value.toString();
        };
    }

    private static String typeOf(Object value) {
        return value instanceof String ? "str" : "dict";
    }

    private static int bounded(long number, String complaint) throws MalformedException {
        if (number > MAX_WIDTH) {
            throw new MalformedException(complaint);
        }
        return (int) number;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
