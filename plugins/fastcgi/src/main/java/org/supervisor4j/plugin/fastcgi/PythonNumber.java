package org.supervisor4j.plugin.fastcgi;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whole numbers as supervisord reads them from its configuration file. */
final class PythonNumber {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+(_[0-9]+)*");
    private static final Pattern OCTAL = Pattern.compile("[+-]?(0[oO]_?)?[0-7]+(_[0-7]+)*");
    private static final int ID_BITS = 32;

    private PythonNumber() {}

    /** An optional sign, digits, single underscores between digits, blanks around. */
    static Optional<BigInteger> decimal(String text) {
        return number(text, DECIMAL, 10);
    }

    /** The same to the base of 8, optionally with {@code 0o} in front. */
    static Optional<BigInteger> octal(String text) {
        return number(text, OCTAL, 8);
    }

    /** Whether it can be the number of a user or group; as an {@code int} the upper half is negative. */
    static boolean fitsId(BigInteger number) {
        return number.signum() >= 0 && number.bitLength() <= ID_BITS;
    }

    private static Optional<BigInteger> number(String text, Pattern form, int radix) {
        String trimmed = text.strip();
        return form.matcher(trimmed).matches()
                ? Optional.of(new BigInteger(trimmed.replace("_", "").replaceFirst("0[oO]", ""), radix))
                : Optional.empty();
    }
}
