package org.supervisor4j.cli.rpc;

import java.io.IOException;

/** The server answered a call with something else than 200, so it was not carried out. */
public final class HttpStatusException extends IOException {

    /** The status of a server that wants a user name and a password. */
    public static final int UNAUTHORIZED = 401;

    private static final long serialVersionUID = 1;
    private final int status;

    HttpStatusException(int status, String reason) {
        super(reason);
        this.status = status;
    }

    /** The HTTP status; the message is the reason phrase. */
    public int status() {
        return status;
    }
}
