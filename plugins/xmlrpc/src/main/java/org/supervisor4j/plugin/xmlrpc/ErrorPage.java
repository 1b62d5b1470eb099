package org.supervisor4j.plugin.xmlrpc;

import java.nio.charset.StandardCharsets;

/** The page that supervisord sends with every status that is not a success. */
enum ErrorPage {
    BAD_REQUEST(400, "Bad Request"),
    LENGTH_REQUIRED(411, "Length Required"),
    CONTENT_TOO_LARGE(413, "Content Too Large"),
    INTERNAL_SERVER_ERROR(500, "Internal Server Error"),
    SERVICE_UNAVAILABLE(503, "Service Unavailable");

    private final int status;
    private final byte[] body;

    ErrorPage(int status, String reason) {
        this.status = status;
        this.body = String.join(
                        "\r\n",
                        "<head>",
                        "<title>Error response</title>",
                        "</head>",
                        "<body>",
                        "<h1>Error response</h1>",
                        "<p>Error code " + status + ".",
                        "<p>Message: " + reason + ".",
                        "</body>",
                        "")
                .getBytes(StandardCharsets.US_ASCII);
    }

    int status() {
        return status;
    }

    byte[] body() {
        return body.clone();
    }
}
