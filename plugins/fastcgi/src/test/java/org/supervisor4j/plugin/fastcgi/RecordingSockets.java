package org.supervisor4j.plugin.fastcgi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.api.program.Sockets;

/** Remembers what it was asked for. Unix sockets are real, so that their files are; others are not opened. */
final class RecordingSockets implements Sockets, AutoCloseable {

    final List<SocketAddress> asked = new ArrayList<>();
    final List<Integer> backlogs = new ArrayList<>();
    final List<Opened> opened = new ArrayList<>();
    /** Runs with the address when a unix socket is bound. */
    Check onBind = address -> {};
    IOException failure;

    interface Check {
        void accept(UnixDomainSocketAddress address) throws IOException;
    }

    static final class Opened implements ListeningSocket {
        private final ServerSocketChannel channel;
        boolean isOpen = true;

        private Opened(ServerSocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() {
            isOpen = false;
            try {
                if (channel != null) {
                    channel.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public ListeningSocket listen(SocketAddress address, int backlog) throws IOException {
        asked.add(address);
        backlogs.add(backlog);
        if (failure != null) {
            throw failure;
        }
        ServerSocketChannel channel = null;
        if (address instanceof UnixDomainSocketAddress unix) {
            channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(unix, backlog);
            onBind.accept(unix);
        }
        Opened socket = new Opened(channel);
        opened.add(socket);
        return socket;
    }

    long openNow() {
        return opened.stream().filter(socket -> socket.isOpen).count();
    }

    @Override
    public void close() {
        opened.forEach(Opened::close);
    }
}
