package org.supervisor4j.plugin.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A user of a section {@code [web_user:x]}. A password that is dear to check is remembered once it was right, in a form
 * that only this process can make; so it is paid for with the first request and not with each. Any thread.
 */
final class WebUser {

    private static final String ALGORITHM = "HmacSHA256";
    private static final SecretKeySpec KEY = newKey();

    private final String name;
    private final Password password;
    private final Rights rights;
    private final Grant grant;
    private volatile byte[] lastRight; // null: none yet

    WebUser(String name, Password password, Rights rights) {
        this.name = name;
        this.password = password;
        this.rights = rights;
        this.grant = new Grant(rights);
    }

    String name() {
        return name;
    }

    Password password() {
        return password;
    }

    Rights rights() {
        return rights;
    }

    /** The rights, for as long as they are these. */
    Grant grant() {
        return grant;
    }

    /** Whether somebody who has logged in as the one would be let in as the other, to do the same. */
    boolean isLike(WebUser other) {
        return name.equals(other.name) && password.equals(other.password) && rights.equals(other.rights);
    }

    /** Whether the password is right, as far as that can be told for next to nothing. */
    boolean isKnown(String given) {
        if (password.cost() == 0) {
            return password.matches(given);
        }
        byte[] known = lastRight;
        return known != null && MessageDigest.isEqual(known, digest(given));
    }

    /** Whether the password is right, whatever it takes to tell. */
    boolean verify(String given) {
        if (!password.matches(given)) {
            return false;
        }
        lastRight = digest(given);
        return true;
    }

    private static byte[] digest(String given) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(KEY);
            return mac.doFinal(given.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }

    private static SecretKeySpec newKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new SecretKeySpec(key, ALGORITHM);
    }

    @Override
    public String toString() {
        return "WebUser[" + name + ", " + rights + "]";
    }
}
