package org.supervisor4j.plugin.fastcgi;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.api.program.Sockets;

/**
 * The one socket of a group: opened for its first child, closed after its last. So it survives the restart of a process
 * as long as another lives, and clients that connect meanwhile wait in its backlog.
 *
 * <p><b>Threading:</b> any, though the kernel calls on one thread at a time.
 *
 * <p><b>Errors:</b> a socket that cannot be opened is tried again for the next child.
 */
final class SharedSocket implements GroupHooks {

    private static final Logger log = LoggerFactory.getLogger(SharedSocket.class);

    private final SocketSpec spec;
    private final Sockets sockets;
    private ListeningSocket socket;
    private int holders;

    SharedSocket(SocketSpec spec, Sockets sockets) {
        this.spec = spec;
        this.sockets = sockets;
    }

    /**
     * Opens and closes.
     *
     * @throws IOException if that fails, in supervisord's words
     */
    synchronized void tryOut() throws IOException {
        open();
        shut();
    }

    @Override
    public synchronized Optional<ListeningSocket> acquire(ProcessId process) throws IOException {
        if (holders == 0) {
            open();
        }
        holders++;
        return Optional.of(socket);
    }

    @Override
    public synchronized void release(ProcessId process) {
        if (holders == 0) {
            throw new IllegalStateException("'" + process + "' released the socket " + spec.url()
                    + ", which nobody holds (expected: once for each acquire)");
        }
        holders--;
        if (holders == 0) {
            shut();
        }
    }

    @Override
    public synchronized void close() {
        if (socket != null) {
            holders = 0;
            shut();
        }
    }

    private void open() throws IOException {
        log.info("Creating socket {}", spec.url());
        try {
            socket = spec.listen(sockets);
        } catch (IOException e) {
            throw new IOException("Could not create FastCGI socket " + spec.url() + ": " + SystemError.describe(e), e);
        }
    }

    private void shut() {
        log.info("Closing socket {}", spec.url());
        socket.close();
        socket = null;
    }
}
