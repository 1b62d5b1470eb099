package org.supervisor4j.plugin.http;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands behind {@code password}. No implementation tells its secret by {@code toString}. */
sealed interface Password {

    /** Takes as long for a wrong password as for the right one. */
    boolean matches(String given);

    /** How much that takes: doubles with each; 0 for next to nothing. */
    default int cost() {
        return 0;
    }

    /**
     * Of a server's own user: in clear text, or <code>{SHA}</code> and the password's SHA-1 in lower-case hexadecimal
     * digits. Everything is accepted, as by supervisord.
     */
    static Password ofServer(String text) {
        return text.startsWith(Sha1.PREFIX) ? new Sha1(text.substring(Sha1.PREFIX.length())) : new Plain(text);
    }

    /**
     * Of a {@code [web_user:x]}: bcrypt too. What looks like a hash of another kind is refused: taken as clear text, it
     * would lock out its user.
     *
     * @throws IllegalArgumentException the message is what is wrong, without the text
     */
    static Password ofUser(String text) {
        Matcher bcrypt = Bcrypt.FORM.matcher(text);
        if (bcrypt.matches()) {
            int cost = Integer.parseInt(bcrypt.group(1));
            if (cost < Bcrypt.LOWEST || cost > Bcrypt.HIGHEST) {
                throw new IllegalArgumentException(
                        "bcrypt with cost " + cost + " (expected: " + Bcrypt.LOWEST + " to " + Bcrypt.HIGHEST + ")");
            }
            return new Bcrypt(text, cost);
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an empty password");
        }
        if (text.startsWith(Sha1.PREFIX) && !Sha1.FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("{SHA} without the 40 lower-case hexadecimal digits of a SHA-1");
        }
        if (!text.startsWith(Sha1.PREFIX) && OTHER_HASH.matcher(text).find()) {
            throw new IllegalArgumentException("a hash of a kind that is not known");
        }
        return ofServer(text);
    }

    /** {@code $6$...} and <code>{SSHA}...</code> among others. */
    Pattern OTHER_HASH = Pattern.compile("^(\\$[a-zA-Z0-9-]+\\$|\\{[A-Z0-9-]+\\})");

    /** In clear text. */
    record Plain(String text) implements Password {
        @Override
        public boolean matches(String given) {
            return same(text, given);
        }

        @Override
        public String toString() {
            return "Plain";
        }
    }

    /** @param digits lower-case and hexadecimal */
    record Sha1(String digits) implements Password {
        private static final String PREFIX = "{SHA}";
        private static final Pattern FORM = Pattern.compile("\\{SHA\\}[0-9a-f]{40}");

        @Override
        public boolean matches(String given) {
            return same(digits, HexFormat.of().formatHex(digest("SHA-1", given)));
        }

        @Override
        public String toString() {
            return "Sha1";
        }
    }

    /** As {@code htpasswd -B} makes them. Of a password's UTF-8 the first 72 bytes count, as everywhere with bcrypt. */
    record Bcrypt(String hash, int cost) implements Password {
        private static final int LOWEST = 4;
        private static final int HIGHEST = 16; // some seconds
        private static final Pattern FORM = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");

        @Override
        public boolean matches(String given) {
            return BCrypt.verifyer(null, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y))
                    .verify(given.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.US_ASCII))
                    .verified;
        }

        @Override
        public String toString() {
            return "Bcrypt";
        }
    }

    /** Digests first, so that not even the length shows. */
    static boolean same(String expected, String given) {
        return MessageDigest.isEqual(digest("SHA-256", expected), digest("SHA-256", given));
    }

    private static byte[] digest(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has " + algorithm, e);
        }
    }
}
