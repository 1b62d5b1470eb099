package org.supervisor4j.config.expansion;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Writes a whole number that is not negative in one of printf's number forms, without sign and filling. */
final class NumberText {

    private static final int DEFAULT_PRECISION = 6;

    private NumberText() {}

    /** What stands before the digits in the alternative form. */
    static String prefix(FormatSpecification specification) {
        if (!specification.has('#')) {
            return "";
        }
        return switch (specification.conversion()) {
            case 'o' -> "0o";
            case 'x' -> "0x";
            case 'X' -> "0X";
            default -> "";
        };
    }

    static String of(long number, FormatSpecification specification) {
        int precision = specification.precision() < 0 ? DEFAULT_PRECISION : specification.precision();
        boolean keepsPoint = specification.has('#');
        int conversion = specification.conversion();
        String text = switch (Character.toLowerCase(conversion)) {
            case 'o' -> digits(Long.toOctalString(number), specification.precision());
            case 'x' -> digits(Long.toHexString(number), specification.precision());
            case 'e' -> scientific(number, precision, keepsPoint);
            case 'f' -> fixed(BigDecimal.valueOf(number), precision, keepsPoint);
            case 'g' -> general(number, Math.max(precision, 1), keepsPoint);
            default -> digits(Long.toString(number), specification.precision());
        };
        return Character.isUpperCase(conversion) ? text.toUpperCase(Locale.ROOT) : text;
    }

    private static String digits(String digits, int atLeast) {
        return "0".repeat(Math.max(0, atLeast - digits.length())) + digits;
    }

    private static String fixed(BigDecimal number, int decimals, boolean keepsPoint) {
        String text = number.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
        return decimals == 0 && keepsPoint ? text + "." : text;
    }

    private static String scientific(long number, int decimals, boolean keepsPoint) {
        BigDecimal rounded = new BigDecimal(number, new MathContext(decimals + 1, RoundingMode.HALF_EVEN));
        int exponent = number == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        String mantissa = fixed(rounded.movePointLeft(exponent), decimals, keepsPoint);
        return mantissa + "e+" + (exponent < 10 ? "0" : "") + exponent;
    }

    /** The shorter form of the two, without needless zeros. */
    private static String general(long number, int significant, boolean keepsZeros) {
        BigDecimal rounded = new BigDecimal(number, new MathContext(significant, RoundingMode.HALF_EVEN));
        int exponent = number == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
        if (exponent < significant) {
            return withoutZeros(fixed(rounded, significant - 1 - exponent, keepsZeros), keepsZeros);
        }
        String text = scientific(number, significant - 1, keepsZeros);
        int e = text.indexOf('e');
        return withoutZeros(text.substring(0, e), keepsZeros) + text.substring(e);
    }

    private static String withoutZeros(String text, boolean keepsZeros) {
        return keepsZeros || text.indexOf('.') < 0
                ? text
                : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
