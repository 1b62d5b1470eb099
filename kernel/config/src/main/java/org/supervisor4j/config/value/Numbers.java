package org.supervisor4j.config.value;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import org.supervisor4j.config.expansion.PythonLiteral;
import org.supervisor4j.config.ini.Blank;

/**
 * Whole numbers and byte sizes. supervisord's have no bounds; a number that ours cannot hold counts as the nearest that
 * they can.
 */
public final class Numbers {

    private static final BigInteger KILO = BigInteger.valueOf(1024);

    private Numbers() {}

    /** Decimal digits with an optional sign; single underscores between digits are allowed. */
    public static final ValueType<Integer> INTEGER =
            ValueType.of("a whole number", text -> saturatedInt(decimal(text)));

    /** Octal digits with an optional sign and an optional {@code 0o}. */
    public static final ValueType<Integer> OCTAL = ValueType.of("octal digits", Numbers::octal);

    /** A number of bytes; KB, MB and GB stand for powers of 1024. */
    public static final ValueType<Long> BYTE_SIZE =
            ValueType.of("a number of bytes, with KB, MB or GB if wanted", Numbers::byteSize);

    /** The decimal number or supervisord's complaint. */
    static BigInteger decimal(String text) throws InvalidValueException {
        return digits(Blank.strip(text), 10)
                .orElseThrow(() -> new InvalidValueException(
                        "invalid literal for int() with base 10: " + PythonLiteral.of(text)));
    }

    /** The number if it fits; bounds count for too much and too little. */
    static int saturatedInt(BigInteger number) {
        return number.min(BigInteger.valueOf(Integer.MAX_VALUE))
                .max(BigInteger.valueOf(Integer.MIN_VALUE))
                .intValue();
    }

    private static int octal(String text) throws InvalidValueException {
        return saturatedInt(digits(withoutOctalPrefix(Blank.strip(text)), 8)
                .orElseThrow(() -> new InvalidValueException(text + " can not be converted to an octal type")));
    }

    private static long byteSize(String text) throws InvalidValueException {
        String lower = text.toLowerCase(Locale.ROOT);
        int power = lower.endsWith("kb") ? 1 : lower.endsWith("mb") ? 2 : lower.endsWith("gb") ? 3 : 0;
        BigInteger number = decimal(power == 0 ? lower : lower.substring(0, lower.length() - 2));
        return number.multiply(KILO.pow(power))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .max(BigInteger.valueOf(Long.MIN_VALUE))
                .longValue();
    }

    private static String withoutOctalPrefix(String text) {
        int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        if (!text.regionMatches(true, sign, "0o", 0, 2)) {
            return text;
        }
        String rest = text.substring(sign + 2);
        if (rest.startsWith("-") || rest.startsWith("+")) {
            return ""; // a sign stands before the prefix or not at all
        }
        return text.substring(0, sign) + (rest.startsWith("_") ? rest.substring(1) : rest);
    }

    private static Optional<BigInteger> digits(String text, int radix) {
        int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        StringBuilder plain = new StringBuilder(text.startsWith("-") ? "-" : "");
        boolean afterDigit = false;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int digit = Character.isDigit(c) ? Character.digit(c, radix) : -1;
            if (digit >= 0) {
                plain.append(digit);
            } else if (c != '_' || !afterDigit) {
                return Optional.empty();
            }
            afterDigit = digit >= 0;
            at += Character.charCount(c);
        }
        return afterDigit ? Optional.of(new BigInteger(plain.toString(), radix)) : Optional.empty();
    }
}
