package org.supervisor4j.plugin.http;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a browser asks, as in its {@code Host} and {@code Origin}.
 *
 * @param name in lower case, without a dot at its end; an IPv6 address in brackets
 * @param port 0 if it is not said, which means the usual one
 */
record WebHost(String name, int port) {

    static final int HTTP = 80;
    static final int HTTPS = 443;

    private static final Pattern FORM = Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._~%-]+?)\\.?(?::(\\d{1,5}))?");
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|[0-9.]+");

    /** Reads {@code name} or {@code name:port}; empty for anything else. */
    static Optional<WebHost> parse(String text) {
        Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
        return form.matches()
                ? Optional.of(new WebHost(form.group(1), form.group(2) == null ? 0 : Integer.parseInt(form.group(2))))
                : Optional.empty();
    }

    /** Whether both are the same place, where the usual port is that one. */
    boolean isSame(WebHost other, int usualPort) {
        return name.equals(other.name) && portOr(usualPort) == other.portOr(usualPort);
    }

    private int portOr(int usualPort) {
        return port == 0 ? usualPort : port;
    }

    /**
     * Whether nobody on the internet can have that name, and let it lead here: an address, a name without a dot, and
     * what ends in {@code .localhost}.
     */
    boolean isNobodyElses() {
        return ADDRESS.matcher(name).matches() || !name.contains(".") || name.endsWith(".localhost");
    }
}
