package org.supervisor4j.cli.rpc;

import java.io.IOException;

/** The server's answer is not HTTP, not XML-RPC, or not of the shape that the method promises. */
public final class MalformedReplyException extends IOException {

    private static final long serialVersionUID = 1;

    MalformedReplyException(String message) {
        super(message);
    }
}
