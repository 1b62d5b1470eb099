package org.supervisor4j.plugin.webui;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.supervisor4j.api.access.Access;

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

    /** Answers a request that is not; the server tells the activity log. */
    static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(Access.REFUSED, "it would change processes, and does not come from the page");
        response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
}
