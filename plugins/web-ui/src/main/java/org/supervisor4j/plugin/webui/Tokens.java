package org.supervisor4j.plugin.webui;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that a change must carry. A browser's session is a random cookie, its token a signature of that and of the
 * user's name: nothing is kept here, so that no number of visitors costs memory. With the plugin's end all tokens end;
 * an open page gets a new one with its next connection. Any thread.
 */
final class Tokens {

    private static final String COOKIE = "supervisor4j-";

    private static final int BYTES = 24;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    Tokens() {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The token of this request's session, which begins with this answer if there is none. */
    String issue(HttpServletRequest request, HttpServletResponse response) {
        String session = session(request).orElseGet(() -> begin(request, response));
        return token(session, request.getRemoteUser());
    }

    private String begin(HttpServletRequest request, HttpServletResponse response) {
        byte[] id = new byte[BYTES];
        random.nextBytes(id);
        String session = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        Cookie cookie = new Cookie(name(request), session);
        cookie.setPath("/"); // or it would be another one below /api/
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setAttribute("SameSite", "Strict");
        response.addCookie(cookie);
        return session;
    }

    /**
     * Browsers tell ports and protocols of a host apart by nothing but the name. A cookie of HTTPS keeps pages of HTTP
     * from setting one of the same name; and with that prefix nobody but HTTPS on this very host can set it.
     */
    private static String name(HttpServletRequest request) {
        return (request.isSecure() ? "__Host-" : "") + COOKIE + request.getServerPort();
    }

    private static Optional<String> session(HttpServletRequest request) {
        String name = name(request);
        Cookie[] cookies = request.getCookies() == null ? new Cookie[0] : request.getCookies();
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(name) && cookie.getValue().matches("[A-Za-z0-9_-]{32}")) {
                return Optional.of(cookie.getValue());
            }
        }
        return Optional.empty();
    }

    /** Whether a token is that of the request's session; takes the same time for every wrong one. */
    boolean matches(HttpServletRequest request, String token) {
        Optional<String> session = session(request);
        return session.isPresent() && token != null && MessageDigest.isEqual(
                token(session.get(), request.getRemoteUser()).getBytes(StandardCharsets.UTF_8),
                token.getBytes(StandardCharsets.UTF_8));
    }

    private String token(String session, String user) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature = mac.doFinal((session + "\n" + (user == null ? "" : user)).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException(ALGORITHM + " is missing (expected: in every Java)", e);
        }
    }
}
