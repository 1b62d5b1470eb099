package org.supervisor4j.plugin.http;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** One server as the configuration file asks for it; nothing is open yet. */
sealed interface HttpServer {

    /** The section's name, which is also the server's name in log lines. */
    String section();

    Credentials credentials();

    /** By which names browsers reach it beside those that it can know. */
    HostNames hostNames();

    /** What clients reach it by, as children see it in {@code SUPERVISOR_SERVER_URL}. */
    String url();

    /**
     * A TCP server.
     *
     * @param host as configured, in lower case; empty for all IPv4 interfaces
     * @param tls empty to speak in clear text
     */
    record Inet(String section, Optional<String> host, int port, Credentials credentials, HostNames hostNames,
            Optional<TlsFiles> tls) implements HttpServer {
        public Inet {
            Objects.requireNonNull(section);
            Objects.requireNonNull(host);
            Objects.requireNonNull(credentials);
            Objects.requireNonNull(hostNames);
            Objects.requireNonNull(tls);
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("port: " + port + " (expected: 1..65535)");
            }
        }

        @Override
        public String url() {
            return (tls.isPresent() ? "https://" : "http://") + host.orElse("localhost") + ":" + port;
        }
    }

    /**
     * A server on a unix socket.
     *
     * @param file absolute and normalised
     * @param mode the permission bits of the socket file
     * @param owner empty to leave the owner as it is
     */
    record Unix(String section, Path file, int mode, Optional<SocketOwner> owner, Credentials credentials,
            HostNames hostNames) implements HttpServer {
        public Unix {
            Objects.requireNonNull(section);
            Objects.requireNonNull(owner);
            Objects.requireNonNull(credentials);
            Objects.requireNonNull(hostNames);
            if (!file.isAbsolute()) {
                throw new IllegalArgumentException("file: " + file + " (expected: an absolute path)");
            }
            if (mode < 0 || mode > 0_7777) {
                throw new IllegalArgumentException("mode: " + mode + " (expected: 0..07777)");
            }
        }

        @Override
        public String url() {
            return "unix://" + file;
        }
    }
}
