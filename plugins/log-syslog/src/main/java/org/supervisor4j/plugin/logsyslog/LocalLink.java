package org.supervisor4j.plugin.logsyslog;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.supervisor4j.api.log.UnixDatagrams;

/** To a unix socket of this machine: one for datagrams, or, as in the C library, a stream if it is for those. */
final class LocalLink implements Link {

    private static final Duration PATIENCE = Duration.ofMillis(250); // until it is asked again whether to give up

    private final Path socket;
    private final UnixDatagrams datagrams;
    private final StreamLink stream;
    private UnixDatagrams.Connection connection;
    private boolean isStream;

    LocalLink(Path socket, UnixDatagrams datagrams) {
        this.socket = socket;
        this.datagrams = datagrams;
        this.stream = new StreamLink(
                _ -> SocketChannel.open(UnixDomainSocketAddress.of(socket)), StreamLink.Framing.ZERO);
    }

    @Override
    public int send(Queue<byte[]> messages, BooleanSupplier givenUp) throws IOException {
        if (connection != null) {
            try {
                return sendDatagrams(messages, givenUp);
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException _) {
                close(); // whoever listened is gone; somebody else may be there by now
            }
        }
        if (!isStream) {
            open(givenUp);
        }
        return isStream ? stream.send(messages, givenUp) : sendDatagrams(messages, givenUp);
    }

    private void open(BooleanSupplier givenUp) throws IOException {
        try {
            connection = datagrams.connect(socket, PATIENCE);
        } catch (IOException e) {
            try {
                stream.open(givenUp);
                isStream = true;
            } catch (IOException _) {
                throw e; // it says the same, in the system's words
            }
        }
    }

    private int sendDatagrams(Queue<byte[]> messages, BooleanSupplier givenUp) throws IOException {
        while (!messages.isEmpty()) {
            if (connection.send(ByteBuffer.wrap(messages.element()))) {
                messages.remove();
            } else if (givenUp.getAsBoolean()) {
                throw new InterruptedIOException("it takes nothing");
            }
        }
        return 0;
    }

    @Override
    public void close() {
        stream.close();
        Link.quietly(connection);
        connection = null;
        isStream = false;
    }
}
