package org.supervisor4j.cli.rpc;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import javax.net.ssl.SSLSocket;

/** A connection by TLS as a channel. For one thread; another one may close it, which ends a read. */
final class TlsChannel implements ByteChannel {

    private final Socket connection; // below TLS
    private final SSLSocket socket;

    TlsChannel(Socket connection, SSLSocket socket) {
        this.connection = connection;
        this.socket = socket;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = socket.getInputStream().read(target.array(), target.arrayOffset() + target.position(), target.remaining());
        if (count > 0) {
            target.position(target.position() + count);
        }
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        socket.getOutputStream().write(source.array(), source.arrayOffset() + source.position(), count);
        source.position(source.limit());
        return count;
    }

    @Override
    public boolean isOpen() {
        return !connection.isClosed();
    }

    /** Without TLS's own farewell, for which a read that goes on would have to end first. */
    @Override
    public void close() throws IOException {
        connection.close();
    }
}
