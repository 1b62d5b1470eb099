package org.supervisor4j.core.output;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.supervisor4j.api.log.UnixDatagrams;
import org.supervisor4j.posix.Posix;

/** Datagrams through plain descriptors. */
public record PosixDatagrams(Posix posix) implements UnixDatagrams {

    private static final int USUAL_BYTES = 8_192;

    @Override
    public Connection connect(Path socket, Duration patience) throws IOException {
        return new Descriptor(posix, posix.connectDatagrams(UnixDomainSocketAddress.of(socket), patience));
    }

    private static final class Descriptor implements Connection {
        private final Posix posix;
        private final int fd;
        private ByteBuffer outgoing = ByteBuffer.allocateDirect(USUAL_BYTES);
        private boolean closed;

        Descriptor(Posix posix, int fd) {
            this.posix = posix;
            this.fd = fd;
        }

        @Override
        public boolean send(ByteBuffer datagram) throws IOException {
            if (closed) {
                throw new IOException("the socket is closed");
            }
            if (datagram.remaining() > outgoing.capacity()) {
                outgoing = ByteBuffer.allocateDirect(datagram.remaining());
            }
            outgoing.clear().put(datagram.duplicate()).flip();
            if (posix.writeSome(fd, outgoing) == Posix.WOULD_BLOCK) {
                return false;
            }
            datagram.position(datagram.limit()); // a datagram is taken whole or not at all
            return true;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                posix.close(fd);
            }
        }
    }
}
