package org.supervisor4j.cli.rpc;

import java.io.IOException;

/** The server's URL is of no kind that we can connect to. */
public final class UnknownProtocolException extends IOException {

    private static final long serialVersionUID = 1;

    UnknownProtocolException(String message) {
        super(message);
    }
}
