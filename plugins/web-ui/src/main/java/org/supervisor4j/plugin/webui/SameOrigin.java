package org.supervisor4j.plugin.webui;

import jakarta.servlet.http.HttpServletRequest;

/** Whether a request was made by a page of this server, as far as a browser says so. */
final class SameOrigin {

    private SameOrigin() {}

    /**
     * A browser's own word: from the page itself, and not by hand either. Where a browser does not give it, over plain
     * HTTP to another machine, the servers look at the page's origin, since they know by which names they are reached.
     * What is no browser has to know the token, as everybody.
     */
    static boolean is(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        return site == null || site.equals("same-origin");
    }
}
