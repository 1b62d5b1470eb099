package org.supervisor4j.plugin.xmlrpc;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Puts an answer into a servlet response. */
final class Responses {

    private Responses() {}

    static void send(HttpServletResponse response, Answer answer) throws IOException {
        response.setStatus(answer.status());
        response.setContentType(answer.contentType());
        // Bytes, where supervisord counts characters in deferred answers.
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }
}
