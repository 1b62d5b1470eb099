package org.supervisor4j.plugin.webui;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.supervisor4j.api.access.Access;

/** What all answers of the page have in common: headers that leave a browser no other choice than what is meant. */
abstract class PageServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String POLICY = String.join("; ",
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
            "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'");

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");

    static final String HTML = "text/html;charset=utf-8";
    static final String JSON = "application/json;charset=utf-8";

    @Override
    protected final void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin"); // or forms would be sent with Origin: null
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-cache");
        if (METHODS.contains(request.getMethod())) {
            answer(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST); // as supervisord, whatever the path
        }
    }

    abstract void answer(HttpServletRequest request, HttpServletResponse response) throws IOException;

    /** What the sender may see and do. */
    static Access access(HttpServletRequest request) {
        return Access.of(request.getAttribute(Access.ATTRIBUTE));
    }

    static void html(HttpServletResponse response, String page) throws IOException {
        notKept(response);
        send(response, HTML, page);
    }

    /** As supervisord does. */
    static void notKept(HttpServletResponse response) {
        response.setHeader("Pragma", "no-cache");
        response.setHeader("Expires", "Thu, 01 Jan 1970 00:00:00 GMT");
    }

    static void json(HttpServletResponse response, Map<String, ?> members) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        send(response, JSON, Json.of(members));
    }

    private static void send(HttpServletResponse response, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType(type);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** Answers 400 to every other method, as supervisord does, and false. */
    static boolean isGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getMethod().equals("GET")) {
            return true;
        }
        response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        return false;
    }
}
