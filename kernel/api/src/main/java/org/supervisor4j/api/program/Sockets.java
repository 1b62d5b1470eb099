package org.supervisor4j.api.program;

import java.io.IOException;
import java.net.SocketAddress;
import org.osgi.annotation.versioning.ProviderType;

/** Opens sockets for children; an OSGi service of the kernel. Any thread; may block. */
@ProviderType
public interface Sockets {

    /**
     * Opens a stream socket, binds it and listens.
     *
     * @param address an {@link java.net.InetSocketAddress} of an IPv4 host (resolved), or a
     *     {@link java.net.UnixDomainSocketAddress} of a file that does not exist
     * @param backlog how many connections may wait; the system's maximum bounds it
     * @throws IOException with the system's reason; nothing is left behind
     */
    ListeningSocket listen(SocketAddress address, int backlog) throws IOException;
}
