package org.supervisor4j.plugin.logsyslog;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/** A message for each datagram: RFC 5426. */
final class UdpLink implements Link {

    /** A name may get another address, which nobody tells us: there is no connection that would break. */
    private static final long RESOLVED_NANOS = Duration.ofMinutes(1).toNanos();

    private final Address.Remote address;
    private DatagramChannel channel;
    private long resolvedAt;

    UdpLink(Address.Remote address) {
        this.address = address;
    }

    @Override
    public int send(Queue<byte[]> messages, BooleanSupplier givenUp) throws IOException {
        if (channel == null) {
            channel = open();
        } else if (System.nanoTime() - resolvedAt > RESOLVED_NANOS) {
            resolveAgain();
        }
        int refused = 0;
        while (!messages.isEmpty()) {
            try {
                channel.write(ByteBuffer.wrap(messages.element()));
                messages.remove();
            } catch (PortUnreachableException _) {
                refused++; // an earlier one: this one was not sent
            }
        }
        return refused;
    }

    private DatagramChannel open() throws IOException {
        resolvedAt = System.nanoTime();
        InetSocketAddress place = new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
        DatagramChannel opened = DatagramChannel.open();
        try {
            return opened.connect(place); // since only then we hear that nobody listens
        } catch (IOException | RuntimeException e) {
            Link.quietly(opened);
            throw e;
        }
    }

    private void resolveAgain() {
        DatagramChannel old = channel;
        try {
            channel = open();
            old.close();
        } catch (IOException _) {
            channel = old; // a resolver in trouble is no reason to leave a receiver that may be well
        }
    }

    @Override
    public void close() {
        Link.quietly(channel);
        channel = null;
    }
}
