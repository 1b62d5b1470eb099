package org.supervisor4j.plugin.logsyslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.log.UnixDatagrams;

/** The ways to real receivers. */
@Timeout(60)
class LinksTest {

    private static Queue<byte[]> messages(String... texts) {
        Queue<byte[]> messages = new ArrayDeque<>();
        Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).forEach(messages::add);
        return messages;
    }

    private static int send(Link link, String... texts) throws IOException {
        Queue<byte[]> messages = messages(texts);
        int refused = link.send(messages, () -> false);
        assertThat(messages).isEmpty();
        return refused;
    }

    private static Address.Remote remote(Address.Protocol protocol, int port) {
        return new Address.Remote(protocol, "127.0.0.1", port);
    }

    @Nested
    class Udp {

        private final DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);

        private String receive(DatagramSocket receiver) throws IOException {
            packet.setLength(65_536);
            receiver.receive(packet);
            return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        }

        @Test
        void eachMessageIsADatagram() throws IOException {
            try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                    Link link = new UdpLink(remote(Address.Protocol.UDP, receiver.getLocalPort()))) {
                String long65000 = "x".repeat(65_000);
                assertThat(send(link, "one", long65000)).isZero();
                assertThat(receive(receiver)).isEqualTo("one");
                assertThat(receive(receiver)).isEqualTo(long65000);
            }
        }

        @Test
        void ofMessagesThatNobodyTakesItIsHeardLater() throws IOException {
            InetSocketAddress place;
            try (DatagramSocket receiver = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                place = (InetSocketAddress) receiver.getLocalSocketAddress();
            }
            try (Link link = new UdpLink(remote(Address.Protocol.UDP, place.getPort()))) {
                await().until(() -> send(link, "lost") > 0);
                try (DatagramSocket receiver = new DatagramSocket(place)) {
                    await().until(() -> send(link, "heard") == 0);
                    assertThat(receive(receiver)).isEqualTo("heard");
                }
            }
        }

        @Test
        void aHostThatIsUnknownIsAFailure() {
            Link link = new UdpLink(new Address.Remote(Address.Protocol.UDP, "no-such-host.invalid", 514));
            assertThatThrownBy(() -> send(link, "x")).isInstanceOf(UnknownHostException.class);
        }
    }

    @Nested
    class Tcp {

        private Link link(int port) {
            return new StreamLink(
                    new TcpConnector(remote(Address.Protocol.TCP, port)), StreamLink.Framing.OCTET_COUNT);
        }

        private ServerSocket receiver() throws IOException {
            return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        }

        private String read(Socket connection, int count) throws IOException {
            return new String(connection.getInputStream().readNBytes(count), StandardCharsets.UTF_8);
        }

        @Test
        void theLengthInBytesStandsBeforeEachMessage() throws IOException {
            try (ServerSocket receiver = receiver(); Link link = link(receiver.getLocalPort())) {
                send(link, "one", "grüß dich", "");
                try (Socket connection = receiver.accept()) {
                    assertThat(read(connection, 21)).isEqualTo("3 one11 grüß dich0 ");
                    send(link, "more\nlines");
                    assertThat(read(connection, 13)).isEqualTo("10 more\nlines");
                }
            }
        }

        @Test
        void muchMoreThanTheBufferIsSentByAndBy() throws Exception {
            try (ServerSocket receiver = receiver()) {
                String[] texts = Stream.generate(() -> "x".repeat(65_000)).limit(100).toArray(String[]::new);
                Thread reader = Thread.ofVirtual().unstarted(() -> {
                    try (Socket connection = receiver.accept()) {
                        assertThat(connection.getInputStream().readAllBytes()).hasSize(100 * 65_006);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
                List<Throwable> failures = new ArrayList<>();
                reader.setUncaughtExceptionHandler((_, e) -> failures.add(e));
                reader.start();
                try (Link link = link(receiver.getLocalPort())) {
                    send(link, texts);
                }
                reader.join();
                assertThat(failures).isEmpty();
            }
        }

        @Test
        void aConnectionThatTheReceiverHasClosedIsMadeAnewAndOneThatItClosesAtOnceIsAFailure() throws IOException {
            try (ServerSocket receiver = receiver(); Link link = link(receiver.getLocalPort())) {
                send(link, "one");
                receiver.accept().close();
                await().untilAsserted(() -> assertThatThrownBy(() -> send(link, "two"))
                        .isInstanceOf(EOFException.class).hasMessage("it closes connections at once"));
                send(link, "three");
                try (Socket connection = receiver.accept()) {
                    assertThat(read(connection, 7)).isEqualTo("5 three");
                }
            }
        }

        @Test
        void whoTakesNothingIsWaitedForUntilItIsGivenUpAndWhatIsLeftIsKnown() throws IOException {
            try (ServerSocket receiver = receiver(); Link link = link(receiver.getLocalPort())) {
                Queue<byte[]> messages = new ArrayDeque<>();
                for (int i = 0; i < 10_000; i++) {
                    messages.add(new byte[8_000]);
                }
                assertThatThrownBy(() -> link.send(messages, () -> true))
                        .isInstanceOf(InterruptedIOException.class).hasMessage("it takes nothing");
                assertThat(messages.size()).isBetween(1, 9_999);
            }
        }

        @Test
        void whereNobodyListensIsAFailure() throws IOException {
            int port;
            try (ServerSocket receiver = receiver()) {
                port = receiver.getLocalPort();
            }
            assertThatThrownBy(() -> send(link(port), "x"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("Connection refused");
        }
    }

    @Nested
    class Local {

        @TempDir
        private Path directory;

        /** A socket for datagrams that comes and goes. */
        private final class Receiver implements UnixDatagrams {
            private final List<String> received = new ArrayList<>();
            private boolean present = true;
            private int generation;
            private int busy;

            @Override
            public Connection connect(Path socket, Duration patience) throws IOException {
                if (!present) {
                    throw new IOException("connect(" + socket.getFileName() + ") failed with ENOENT");
                }
                int mine = generation;
                return new Connection() {
                    @Override
                    public boolean send(ByteBuffer datagram) throws IOException {
                        if (mine != generation) {
                            throw new IOException("write failed with ECONNREFUSED");
                        }
                        if (busy > 0) {
                            busy--;
                            return false;
                        }
                        received.add(StandardCharsets.UTF_8.decode(datagram).toString());
                        return true;
                    }

                    @Override
                    public void close() {
                        received.add("(closed)");
                    }
                };
            }
        }

        private final Receiver receiver = new Receiver();

        private LocalLink link() {
            return new LocalLink(directory.resolve("s"), receiver);
        }

        @Test
        void eachMessageIsADatagramAndABusyReceiverIsWaitedFor() throws IOException {
            receiver.busy = 3;
            send(link(), "one", "two");
            assertThat(receiver.received).containsExactly("one", "two");
        }

        @Test
        void whenTheReceiverWasRestartedNothingIsLost() throws IOException {
            LocalLink link = link();
            send(link, "one");
            receiver.generation++;
            send(link, "two");
            assertThat(receiver.received).containsExactly("one", "(closed)", "two");
        }

        @Test
        void whenNobodyIsThereTheSystemsReasonIsTold() {
            receiver.present = false;
            assertThatThrownBy(() -> send(link(), "x")).hasMessage("connect(s) failed with ENOENT");
        }

        @Test
        void whenItIsGivenUpTheRestIsLeft() {
            receiver.busy = Integer.MAX_VALUE;
            Queue<byte[]> messages = messages("one");
            assertThatThrownBy(() -> link().send(messages, () -> true)).isInstanceOf(InterruptedIOException.class);
            assertThat(messages).hasSize(1);
        }

        @Test
        void aSocketForStreamsGetsMessagesWithAZeroBehindThem() throws IOException {
            receiver.present = false;
            try (ServerSocketChannel stream = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                stream.bind(UnixDomainSocketAddress.of(directory.resolve("s")));
                try (LocalLink link = link()) {
                    send(link, "one", "two");
                    send(link, "three");
                    try (SocketChannel connection = stream.accept()) {
                        byte[] got = Channels.newInputStream(connection).readNBytes(14);
                        assertThat(new String(got, StandardCharsets.UTF_8)).isEqualTo("one\0two\0three\0");
                    }
                }
            }
        }
    }
}
