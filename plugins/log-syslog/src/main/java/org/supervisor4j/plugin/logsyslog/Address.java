package org.supervisor4j.plugin.logsyslog;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where messages go: as a value, so that all that goes to one place goes the same way. */
sealed interface Address {

    /** What an address looks like, for people. */
    String EXPECTED = "an absolute path, udp://host:port or tcp://host:port";

    /** Where the C library looks for the log of this machine. */
    Address DEFAULT = new Local(Path.of("/dev/log"));

    /** The port that IANA has given to syslog over UDP; over TCP there is none, and all use the same. */
    int DEFAULT_PORT = 514;

    int HIGHEST_PORT = 65_535;

    /** A name, an IPv4 address, or an IPv6 address in brackets; then perhaps a port. */
    Pattern REMOTE = Pattern.compile(
            "(?i)(udp|tcp)://(?:\\[([0-9a-f:.]+(?:%[\\w.-]+)?)\\]|([\\w.-]+))(?::(\\d{1,5}))?");

    /** A unix socket. */
    record Local(Path socket) implements Address {
        @Override
        public String toString() {
            return socket.toString();
        }
    }

    /** Another machine, or a port of this one. */
    record Remote(Protocol protocol, String host, int port) implements Address {
        @Override
        public String toString() {
            String name = host.contains(":") ? "[" + host + "]" : host;
            return protocol.name().toLowerCase(Locale.ROOT) + "://" + name + ":" + port;
        }
    }

    /** How messages travel. */
    enum Protocol {
        UDP,
        TCP
    }

    /** Empty if the text is no address. */
    static Optional<Address> parse(String text) {
        if (text.startsWith("/")) {
            return text.indexOf('\0') < 0 ? Optional.of(new Local(Path.of(text).normalize())) : Optional.empty();
        }
        Matcher matcher = REMOTE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int port = matcher.group(4) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(4));
        if (port < 1 || port > HIGHEST_PORT) {
            return Optional.empty();
        }
        String host = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
        return Optional.of(new Remote(
                Protocol.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)), host.toLowerCase(Locale.ROOT), port));
    }
}
