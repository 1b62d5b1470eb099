package org.supervisor4j.plugin.xmlrpc;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Puts an answer into a servlet response. */
final class Responses {

    private Responses() {}

    /** Sends and closes it; blocks while the client reads slowly. */
    static void send(HttpServletResponse response, Answer answer) throws IOException {
        try (answer) {
            response.setStatus(answer.status());
            response.setContentType(answer.contentType());
            // Bytes, where supervisord counts characters in deferred answers.
            response.setContentLengthLong(answer.body().length());
            answer.body().writeTo(response.getOutputStream());
        }
    }
}
