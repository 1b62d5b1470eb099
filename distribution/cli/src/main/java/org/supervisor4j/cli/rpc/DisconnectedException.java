package org.supervisor4j.cli.rpc;

import java.io.IOException;

/** The server closed the connection without answering. */
public final class DisconnectedException extends IOException {

    private static final long serialVersionUID = 1;

    DisconnectedException() {
        super("Remote end closed connection without response");
    }
}
