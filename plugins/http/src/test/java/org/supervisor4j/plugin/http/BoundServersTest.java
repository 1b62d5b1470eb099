package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.config.StartupException;

@Timeout(30)
class BoundServersTest {

    private static final String IN_USE = "Another program is already listening on a port that one of our HTTP servers "
            + "is configured to use.  Shut this program down first before starting supervisord.";
    private static final PrintStream STDERR = System.err;

    @TempDir
    Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @BeforeEach
    void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger(BoundServers.class)).addAppender(log);
        System.setErr(new PrintStream(stderr, true));
    }

    @AfterEach
    void stopListening() {
        System.setErr(STDERR);
        ((Logger) LoggerFactory.getLogger(BoundServers.class)).detachAppender(log);
    }

    private static BoundServers bind(String text) throws StartupException {
        return BoundServers.bind(ServerSections.read(TestSections.of(text), (_, _, message, _) -> {
            throw new AssertionError(message);
        }), WebUsers.NONE);
    }

    private BoundServers bindUnix(Path file) throws StartupException {
        return bind("[unix_http_server]\nfile=" + file);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void aUnixSocketHasItsModeAndCanBeConnectedToAtOnce() throws Exception {
        Path file = directory.resolve("s.sock");
        BoundServers bound = bind("[unix_http_server]\nfile=" + file + "\nchmod=0770");
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            assertThat(client.isConnected()).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rwxrwx---");
            assertThat(files()).containsExactly("s.sock");
        }
        bound.close();
        assertThat(files()).isEmpty();
        assertThat(stderr.toString()).isEmpty();
    }

    @Test
    void aSocketMayBelongToSomebodyElse() throws Exception {
        Path file = directory.resolve("s.sock");
        String me = Files.getOwner(directory).getName();
        BoundServers bound = bind("[unix_http_server]\nfile=" + file + "\nchown=" + me);
        assertThat(Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName()).isEqualTo(me);
        bound.close();
    }

    @Test
    void aSocketThatNobodyListensOnIsReplacedAndStderrSaysSo() throws Exception {
        Path file = directory.resolve("s.sock");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(file)).close();
        assertThat(file).exists();
        BoundServers bound = bindUnix(file);
        SocketChannel.open(UnixDomainSocketAddress.of(file)).close();
        assertThat(stderr.toString()).isEqualTo("Unlinking stale socket " + file + System.lineSeparator());
        bound.close();
    }

    @Test
    void aSocketThatSomebodyListensOnStaysAndIsInUse() throws Exception {
        Path file = directory.resolve("s.sock");
        BoundServers first = bindUnix(file);
        assertThatThrownBy(() -> bindUnix(file)).isInstanceOf(StartupException.class).hasMessage(IN_USE);
        SocketChannel.open(UnixDomainSocketAddress.of(file)).close();
        assertThat(files()).containsExactly("s.sock");
        first.close();
    }

    @Test
    void aSocketWhoseQueueIsFullIsInUseToo() throws Exception {
        Path file = directory.resolve("s.sock");
        try (ServerSocketChannel hung = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            hung.bind(UnixDomainSocketAddress.of(file), 1);
            List<SocketChannel> waiting = fillQueue(file);
            assertThatThrownBy(() -> bindUnix(file)).isInstanceOf(StartupException.class).hasMessage(IN_USE);
            for (SocketChannel client : waiting) {
                client.close();
            }
        }
    }

    private static List<SocketChannel> fillQueue(Path file) throws IOException {
        List<SocketChannel> waiting = new ArrayList<>();
        while (waiting.size() < 100) {
            SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
            waiting.add(client);
            client.configureBlocking(false);
            try {
                if (!client.connect(UnixDomainSocketAddress.of(file))) {
                    return waiting;
                }
            } catch (IOException full) {
                return waiting;
            }
        }
        throw new AssertionError("the queue took 100 connections");
    }

    @Test
    void aFileThatIsNotASocketIsNeverDeleted() throws Exception {
        Path file = Files.writeString(directory.resolve("data"), "precious");
        assertThatThrownBy(() -> bindUnix(file)).isInstanceOf(StartupException.class)
                .hasMessage("Cannot open an HTTP server: " + file
                        + " exists and is not a socket (expected: no file, or a socket that nobody listens on)");
        assertThat(file).hasContent("precious");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        assertThatThrownBy(() -> bindUnix(link))
                .isInstanceOf(StartupException.class).hasMessageContaining("not a socket");
        assertThat(files()).containsExactlyInAnyOrder("data", "link");
    }

    @Test
    void theOperatingSystemsAnswerIsNamed() {
        assertThatThrownBy(() -> bindUnix(directory.resolve("missing/s.sock")))
                .hasMessage("Cannot open an HTTP server: socket.error reported errno.ENOENT (2)");
        assertThatThrownBy(() -> bindUnix(Path.of("/proc/self/s.sock")))
                .isInstanceOf(StartupException.class)
                .hasMessageMatching("Cannot open an HTTP server: socket\\.error reported errno\\.[A-Z]+ \\([0-9]+\\)");
        assertThatThrownBy(() -> bindUnix(directory.resolve("x".repeat(108))))
                .hasMessage("Cannot open an HTTP server: socket.error reported AF_UNIX path too long");
        assertThatThrownBy(() -> bind("[inet_http_server]\nport=192.0.2.1:9001"))
                .hasMessage("Cannot open an HTTP server: socket.error reported errno.EADDRNOTAVAIL (99)");
    }

    @Test
    void aTakenPortIsInUse() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> bind("[inet_http_server]\nport=127.0.0.1:" + other.getLocalPort()))
                    .isInstanceOf(StartupException.class).hasMessage(IN_USE);
        }
    }

    @Test
    void whatWasOpenedBeforeAFailureIsClosedAndRemovedAgain() throws Exception {
        int port = HttpServersIT.freePort();
        assertThatThrownBy(() -> bind("""
                [inet_http_server]
                port=127.0.0.1:%d
                [unix_http_server]
                file=%s/s.sock
                [unix_http_server:2]
                file=%s/missing/s.sock
                """.formatted(port, directory, directory))).isInstanceOf(StartupException.class);
        assertThat(files()).isEmpty();
        bind("[inet_http_server]\nport=127.0.0.1:" + port).close();
    }

    @Test
    void aFileThatIsSomebodyElsesMeanwhileStays() throws Exception {
        Path file = directory.resolve("s.sock");
        BoundServers ours = bindUnix(file);
        Files.delete(file);
        BoundServers theirs = bindUnix(file);
        ours.close();
        SocketChannel.open(UnixDomainSocketAddress.of(file)).close();
        theirs.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void aServerWithoutAuthenticationIsCriticalAndOneThatOthersCanReachGetsAWarningMore() throws Exception {
        int everywhere = HttpServersIT.freePort();
        int local = HttpServersIT.freePort();
        bind("""
                [unix_http_server]
                file=%s/s.sock
                [unix_http_server:safe]
                file=%s/t.sock
                username=u
                password=p
                [inet_http_server:everywhere]
                port=*:%d
                [inet_http_server:local]
                port=127.0.0.1:%d
                """.formatted(directory, directory, everywhere, local)).close();
        assertThat(log.list).extracting(event -> event.getLevel() + " " + event.getMarkerList() + " "
                + event.getFormattedMessage()).containsExactly(
                "ERROR [CRIT] Server 'inet_http_server:everywhere' running without any HTTP authentication checking",
                "WARN null Server 'inet_http_server:everywhere' lets everybody who can reach *:"
                        + everywhere + " control every program without a password: "
                        + "set username and password, or bind it to 127.0.0.1",
                "ERROR [CRIT] Server 'inet_http_server:local' running without any HTTP authentication checking",
                "ERROR [CRIT] Server 'unix_http_server' running without any HTTP authentication checking");
    }
}
