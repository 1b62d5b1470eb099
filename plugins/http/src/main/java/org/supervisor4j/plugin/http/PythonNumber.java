package org.supervisor4j.plugin.http;

import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whole numbers as supervisord reads them from its configuration file. */
final class PythonNumber {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+(_[0-9]+)*");
    private static final Pattern OCTAL = Pattern.compile("[+-]?(0[oO]_?)?[0-7]+(_[0-7]+)*");

    private PythonNumber() {}

    /** An optional sign, digits, single underscores between digits, blanks around. */
    static Optional<BigInteger> decimal(String text) {
        String trimmed = text.strip();
        return DECIMAL.matcher(trimmed).matches()
                ? Optional.of(new BigInteger(plain(trimmed)))
                : Optional.empty();
    }

    /** The same to the base of 8, optionally with {@code 0o} in front. */
    static Optional<BigInteger> octal(String text) {
        String trimmed = text.strip();
        return OCTAL.matcher(trimmed).matches()
                ? Optional.of(new BigInteger(plain(trimmed).replaceFirst("0[oO]", ""), 8))
                : Optional.empty();
    }

    private static String plain(String digits) {
        return digits.replace("_", "");
    }
}
