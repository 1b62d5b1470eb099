package org.supervisor4j.plugin.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Whom a server lets in. */
sealed interface Credentials {

    /** Takes as long for a wrong user or password as for the right ones. */
    boolean accept(String user, String password);

    /** Whether a request is looked at at all. */
    boolean required();

    /**
     * What {@code username} and {@code password} mean. An empty user name is no authentication, whatever the password:
     * supervisord's rule, which configurations rely on.
     */
    static Credentials of(String username, String password) {
        return username.isEmpty() ? new Nobody() : new Single(username, password);
    }

    /** No authentication: everybody who reaches the socket is welcome. */
    record Nobody() implements Credentials {
        @Override
        public boolean accept(String user, String password) {
            return true;
        }

        @Override
        public boolean required() {
            return false;
        }
    }

    /**
     * One user.
     *
     * @param password in clear text, or <code>{SHA}</code> and the password's SHA-1 in lower-case hexadecimal digits
     */
    record Single(String username, String password) implements Credentials {
        private static final String SHA_PREFIX = "{SHA}";

        @Override
        public boolean accept(String user, String given) {
            boolean rightUser = same(username, user);
            boolean rightPassword = password.startsWith(SHA_PREFIX)
                    ? same(password.substring(SHA_PREFIX.length()), HexFormat.of().formatHex(digest("SHA-1", given)))
                    : same(password, given);
            return rightUser & rightPassword; // not &&: the answer's time must not tell which was wrong
        }

        @Override
        public boolean required() {
            return true;
        }

        /** Digests first, so that not even the length shows. */
        private static boolean same(String expected, String given) {
            return MessageDigest.isEqual(digest("SHA-256", expected), digest("SHA-256", given));
        }

        private static byte[] digest(String algorithm, String text) {
            try {
                return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java runtime has " + algorithm, e);
            }
        }

        /** Without the password: records end up in log lines. */
        @Override
        public String toString() {
            return "Single[" + username + "]";
        }
    }
}
