package org.supervisor4j.cli.action;

import java.io.IOException;

/** Nobody reads our output any more, so what is endless has to end. */
final class OutputClosedException extends IOException {

    private static final long serialVersionUID = 1;

    OutputClosedException() {
        super("[Errno 32] Broken pipe");
    }
}
