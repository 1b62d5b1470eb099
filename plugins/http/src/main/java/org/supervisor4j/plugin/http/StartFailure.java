package org.supervisor4j.plugin.http;

import java.io.IOException;
import org.supervisor4j.api.config.StartupException;

/** supervisord's texts for sockets that cannot be opened. */
final class StartFailure {

    private static final String IN_USE =
            "Another program is already listening on a port that one of our HTTP servers is configured to use.  "
            + "Shut this program down first before starting supervisord.";

    private StartFailure() {}

    static StartupException inUse() {
        return new StartupException(IN_USE);
    }

    static StartupException opening(String reported) {
        return new StartupException("Cannot open an HTTP server: socket.error reported " + reported);
    }

    /** The text for what the operating system answered. */
    static StartupException of(IOException e) {
        return SocketError.of(e)
                .map(error -> error == SocketError.EADDRINUSE
                        ? new StartupException(IN_USE, e)
                        : new StartupException("Cannot open an HTTP server: socket.error reported " + error, e))
                .orElseGet(() -> new StartupException("Cannot open an HTTP server: " + e.getMessage(), e));
    }
}
