package org.supervisor4j.api.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Sends to datagram sockets of this machine, as the system's log has one: Java knows unix sockets for streams only. An
 * OSGi service of the kernel.
 *
 * <p><b>Threading:</b> any.
 */
@ProviderType
public interface UnixDatagrams {

    /**
     * Connects to the socket that is bound to a path now. One that takes its place later is another one: then sending
     * fails, and whoever sends connects again.
     *
     * @param patience how long {@link Connection#send} may wait for a receiver that is behind; at least a millisecond
     * @throws IOException with the system's reason
     */
    Connection connect(Path socket, Duration patience) throws IOException;

    /** A connected socket; one thread at a time. */
    @ProviderType
    interface Connection extends Closeable {

        /**
         * Sends all between position and limit as one datagram.
         *
         * @return false if the receiver was behind all the time that there was patience for: nothing is sent then
         * @throws IOException with the system's reason; nothing is sent
         */
        boolean send(ByteBuffer datagram) throws IOException;
    }
}
