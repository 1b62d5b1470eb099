package org.supervisor4j.plugin.webui;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;

/** Whether a request was made by a page of this server, as far as a browser says so. */
final class SameOrigin {

    private SameOrigin() {}

    /**
     * A browser's own word counts, since behind a proxy the names may be others; over plain HTTP to another machine browsers do not give
     * it, but the page's origin. What says neither is no browser: it has to know the token, as everybody.
     */
    static boolean is(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        return origin == null || matches(origin, request.getHeader("Host"));
    }

    private static boolean matches(String origin, String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException _) {
            return false; // "null" and other things that are no address
        }
    }
}
