package org.supervisor4j.plugin.http;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

/**
 * The value of {@code port}: {@code port}, {@code :port}, {@code *:port} or {@code host:port}.
 *
 * @param host in lower case; empty for all IPv4 interfaces
 */
record InetAddressText(Optional<String> host, int port) {

    private static final BigInteger LOWEST = BigInteger.ONE;
    private static final BigInteger HIGHEST = BigInteger.valueOf(65_535);

    /** @throws IllegalArgumentException with supervisord's text as message */
    static InetAddressText parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return new InetAddressText(Optional.empty(), PythonNumber.decimal(text)
                    .filter(InetAddressText::isPort)
                    .orElseThrow(() -> new IllegalArgumentException("not a valid port number: " + quoted(text) + " "))
                    .intValue());
        }
        String digits = text.substring(colon + 1);
        if (digits.isEmpty()) {
            throw new IllegalArgumentException("no port number specified in ''");
        }
        String host = text.substring(0, colon).toLowerCase(Locale.ROOT);
        boolean everywhere = host.isEmpty() || host.equals("*");
        return new InetAddressText(everywhere ? Optional.empty() : Optional.of(host), port(digits));
    }

    private static int port(String digits) {
        BigInteger port = PythonNumber.decimal(digits).orElseThrow(() ->
                new IllegalArgumentException("invalid literal for int() with base 10: " + quoted(digits)));
        if (port.compareTo(LOWEST) < 0) {
            throw new IllegalArgumentException(port + " is below lower bound (1)");
        }
        if (port.compareTo(HIGHEST) > 0) {
            throw new IllegalArgumentException(port + " is above upper bound (65535)");
        }
        return port.intValue();
    }

    private static boolean isPort(BigInteger number) {
        return number.compareTo(LOWEST) >= 0 && number.compareTo(HIGHEST) <= 0;
    }

    /** As Python shows it: a value that goes on in a second line has its end in it. */
    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t") + "'";
    }
}
