package org.supervisor4j.core.process;

import java.io.IOException;
import java.net.SocketAddress;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.api.program.Sockets;
import org.supervisor4j.posix.Posix;

/** Sockets that {@link ChildLauncher} can hand to children. */
public record PosixSockets(Posix posix) implements Sockets {

    @Override
    public ListeningSocket listen(SocketAddress address, int backlog) throws IOException {
        return new ListeningDescriptor(posix, posix.listen(address, backlog));
    }
}
