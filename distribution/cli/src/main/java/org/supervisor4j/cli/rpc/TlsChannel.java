package org.supervisor4j.cli.rpc;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** A connection by TLS as a channel. For one thread; another one may close it, which ends a read. */
final class TlsChannel implements ByteChannel {

    private final Socket connection; // below TLS
    private final SSLSocket socket;
    private boolean answered; // the one thread's
    private volatile boolean closed; // by us

    TlsChannel(Socket connection, SSLSocket socket) {
        this.connection = connection;
        this.socket = socket;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count;
        try {
            count = socket.getInputStream()
                    .read(target.array(), target.arrayOffset() + target.position(), target.remaining());
        } catch (IOException e) {
            throw explained(e);
        }
        if (count > 0) {
            answered = true;
            target.position(target.position() + count);
        }
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        try {
            socket.getOutputStream().write(source.array(), source.arrayOffset() + source.position(), count);
        } catch (IOException e) {
            throw explained(e);
        }
        source.position(source.limit());
        return count;
    }

    /** With TLS 1.3 the server looks at our certificate when we begin to speak; what it says then may be lost. */
    private IOException explained(IOException failure) {
        return answered || failure instanceof SSLException || closed
                ? failure
                : new SSLException("the server ended the connection, as it does without a certificate that it wants"
                        + " (see certfile in [supervisorctl]): " + failure.getMessage(), failure);
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    /** Without TLS's own farewell, for which a read that goes on would have to end first. */
    @Override
    public void close() throws IOException {
        closed = true;
        connection.close();
    }
}
