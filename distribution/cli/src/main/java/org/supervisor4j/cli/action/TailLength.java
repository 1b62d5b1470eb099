package org.supervisor4j.cli.action;

import java.math.BigInteger;

/**
 * How much of a log is asked for.
 *
 * @param bytes how many bytes from its end, all of it if 0, from its byte -n on if it is -n; null for {@code -f}
 */
record TailLength(BigInteger bytes) {

    private static final BigInteger DEFAULT = BigInteger.valueOf(1600);

    /** Reads {@code -f}, {@code -<n>} or nothing; null if the option is something else. */
    static TailLength parse(String option) {
        if (option.isEmpty()) {
            return new TailLength(DEFAULT);
        }
        if (option.equals("-f")) {
            return new TailLength(null);
        }
        String number = option.substring(1);
        return option.startsWith("-") && isInteger(number)
                ? new TailLength(new BigInteger(number.replace("_", "")))
                : null;
    }

    /** An optional sign and digits, with single underscores between them. */
    private static boolean isInteger(String text) {
        int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        boolean digitBefore = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit && !(c == '_' && digitBefore)) {
                return false;
            }
            digitBefore = digit;
        }
        return digitBefore;
    }

    boolean isEndless() {
        return bytes == null;
    }

    /**
     * The number as an offset into the log.
     *
     * @throws ArithmeticException if XML-RPC cannot express it
     */
    int offset() {
        return bytes.negate().intValueExact();
    }
}
