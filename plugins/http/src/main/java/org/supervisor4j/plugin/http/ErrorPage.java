package org.supervisor4j.plugin.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** supervisord's page for every status that is an error; it says nothing about the request or a cause. */
final class ErrorPage implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        if (HttpStatus.hasNoBody(status)) {
            callback.succeeded();
            return true;
        }
        byte[] page = page(status).getBytes(StandardCharsets.US_ASCII);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, page.length);
        response.write(true, ByteBuffer.wrap(page), callback);
        return true;
    }

    static String page(int status) {
        return """
                <head>
                <title>Error response</title>
                </head>
                <body>
                <h1>Error response</h1>
                <p>Error code %d.
                <p>Message: %s.
                </body>
                """.formatted(status, reason(status)).replace("\n", "\r\n");
    }

    private static String reason(int status) {
        return status == HttpStatus.INTERNAL_SERVER_ERROR_500
                ? "Internal Server Error" // Jetty says "Server Error"
                : HttpStatus.getMessage(status);
    }
}
