package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.config.StartupException;
import org.supervisor4j.api.tls.PemAuthorities;
import org.supervisor4j.api.tls.PemIdentity;
import org.supervisor4j.api.tls.TestCertificate;

@Timeout(90)
class TlsTest {

    private static final char[] PASSWORD = "x".toCharArray();
    private static final String GET = "GET /%s HTTP/1.1\r\nHost: somewhere\r\n\r\n";
    private static final TimeLimits LIMITS = new TimeLimits(20_000, 20_000, 20_000);

    @TempDir
    private static Path directory;

    private static TestCertificate old;
    private static TestCertificate renewed;
    private static TestCertificate clients;

    private final Waiting waiting = new Waiting();
    private final TestCertificate served =
            new TestCertificate(directory.resolve("live.pem"), directory.resolve("live.key"));
    private final int port = freePort();
    private BoundServers bound;
    private JettyFront front;

    /** Answers, except for {@code /wait}. */
    private static final class Waiting extends HttpServlet {
        private static final long serialVersionUID = 1L;

        final transient BlockingQueue<String> happened = new LinkedBlockingQueue<>();

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (!request.getRequestURI().equals("/wait")) {
                response.getWriter().print("secure " + request.isSecure());
                return;
            }
            AsyncContext context = request.startAsync();
            context.setTimeout(0);
            context.addListener(new AsyncListener() {
                @Override
                public void onComplete(AsyncEvent event) {}

                @Override
                public void onTimeout(AsyncEvent event) {}

                @Override
                public void onError(AsyncEvent event) {
                    happened.add("gone");
                    context.complete();
                }

                @Override
                public void onStartAsync(AsyncEvent event) {}
            });
            happened.add("waits");
        }
    }

    @BeforeAll
    static void make() {
        old = TestCertificate.make(directory, "old");
        renewed = TestCertificate.make(directory, "renewed");
        clients = TestCertificate.make(directory, "clients");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError("no free port", e);
        }
    }

    private void serve(String more) throws Exception {
        old.replace(served);
        bound = bind("certfile=" + served.certificate() + "\nkeyfile=" + served.key() + "\n" + more);
        front = new JettyFront(bound, waiting, new HttpSessionListener() {}, _ -> true, LIMITS);
    }

    private BoundServers bind(String lines) throws StartupException {
        return BoundServers.bind(ServerSections.read(
                TestSections.of("[inet_http_server]\nport=127.0.0.1:" + port + "\n" + lines),
                (_, _, message, _) -> {
                    throw new AssertionError(message);
                }), WebUsers.NONE);
    }

    @AfterEach
    void stop() throws Exception {
        if (front != null) {
            front.close();
            bound.close();
        }
    }

    private SSLSocket connect(TestCertificate server, TestCertificate client) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(PemAuthorities.read(server.certificate()).store());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(client == null ? null : keys(client), trust.getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.startHandshake();
        return socket;
    }

    private static KeyManager[] keys(TestCertificate client) throws GeneralSecurityException, IOException {
        KeyStore store = PemIdentity.read(client.certificate(), client.key()).store(PASSWORD);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        return keys.getKeyManagers();
    }

    private static void send(SSLSocket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String ask(SSLSocket socket) throws IOException {
        send(socket, GET.formatted("hello"));
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().contains("secure true")) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("the end after: " + answer);
            }
            answer.append((char) next);
        }
        return answer.toString();
    }

    @Test
    void whatIsAskedIsAnsweredAsOftenAsItIsAskedByAnyName() throws Exception {
        serve("");
        try (SSLSocket socket = connect(old, null)) {
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(ask(socket)).startsWith("HTTP/1.1 200");
            assertThat(ask(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aClientThatGoesAwayWhileItWaitsIsNoticed() throws Exception {
        serve("");
        SSLSocket socket = connect(old, null);
        send(socket, GET.formatted("wait"));
        assertThat(waiting.happened.poll(60, TimeUnit.SECONDS)).isEqualTo("waits");

        socket.close();

        assertThat(waiting.happened.poll(60, TimeUnit.SECONDS)).isEqualTo("gone");
    }

    @Test
    void aNewCertificateIsForNewConnectionsAndOthersGoOn() throws Exception {
        serve("");
        try (SSLSocket before = connect(old, null)) {
            renewed.replace(served);

            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
                try (SSLSocket after = connect(renewed, null)) {
                    assertThat(ask(after)).startsWith("HTTP/1.1 200");
                }
            });
            assertThat(ask(before)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void filesThatAreOfNoUseChangeNothing() throws Exception {
        serve("");
        Certificates certificates = bound.servers().getFirst().certificates().orElseThrow();
        TlsFiles.Content first = certificates.current();

        Files.copy(renewed.key(), served.key(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(certificates.refresh(_ -> { })).isFalse();
        Files.delete(served.certificate());
        assertThat(certificates.refresh(_ -> { })).isFalse();

        assertThat(certificates.current()).isSameAs(first);
        try (SSLSocket socket = connect(old, null)) {
            assertThat(ask(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void filesThatAreAgainWhatTheyWereAreTheLastWord() throws Exception {
        old.replace(served);
        Certificates certificates =
                new Certificates("s", new TlsFiles(served.certificate(), served.key(), Optional.empty()));
        Files.copy(renewed.key(), served.key(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(certificates.refresh(_ -> { })).isFalse();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(Certificates.class);
        logger.addAppender(log);
        old.replace(served);
        assertThat(certificates.refresh(_ -> { })).isFalse();
        assertThat(certificates.refresh(_ -> { })).isFalse();
        logger.detachAppender(log);
        assertThat(log.list).as("once").singleElement().asString().contains("is in its files again as it is used");
    }

    @Test
    void whatCannotBeTakenIntoUseIsTriedAgainAndTheOldOneGoesOn() throws Exception {
        old.replace(served);
        Certificates certificates =
                new Certificates("s", new TlsFiles(served.certificate(), served.key(), Optional.empty()));
        AtomicBoolean broken = new AtomicBoolean();
        SslContextFactory.Server jetty = new SslContextFactory.Server() {
            @Override
            protected KeyManager[] getKeyManagers(KeyStore store) throws Exception {
                if (broken.getAndSet(false)) {
                    throw new GeneralSecurityException("not this time");
                }
                return super.getKeyManagers(store);
            }
        };
        TlsContext context = new TlsContext(certificates, jetty);
        jetty.start();
        TlsFiles.Content first = certificates.current();
        renewed.replace(served);
        broken.set(true);

        context.refresh();
        assertThat(certificates.current()).isSameAs(first);
        assertThat(jetty.getSslContext()).isNotNull();
        assertThat(jetty.newSSLEngine()).isNotNull();

        context.refresh(); // the same files
        assertThat(certificates.current()).isNotEqualTo(first);
        assertThat(jetty.newSSLEngine()).isNotNull();
        jetty.stop();
    }

    @Test
    void whatIsWrongIsToldOfItsOptionThoughTwoOptionsNameTheSameFile() throws Exception {
        Path junk = Files.writeString(directory.resolve("junk.pem"), "junk");
        List<String> options = new ArrayList<>();
        new TlsFiles(old.certificate(), old.key(), Optional.of(old.key())).check((option, _) -> options.add(option));
        assertThat(options).containsExactly("ca_certs");
        options.clear();
        new TlsFiles(old.certificate(), junk, Optional.of(junk)).check((option, _) -> options.add(option));
        assertThat(options).containsExactly("keyfile", "ca_certs");
    }

    @Test
    void clientsNeedACertificateWhereTheSectionSaysSo() throws Exception {
        serve("ca_certs=" + clients.certificate());
        try (SSLSocket known = connect(old, clients)) {
            assertThat(ask(known)).startsWith("HTTP/1.1 200");
        }
        assertThatIOException().isThrownBy(() -> {
            try (SSLSocket nobody = connect(old, null)) {
                ask(nobody);
            }
        });
        assertThatIOException().isThrownBy(() -> {
            try (SSLSocket stranger = connect(old, renewed)) {
                ask(stranger);
            }
        });
    }

    @Test
    void aPageOfTheSameNameThatCameInClearTextIsAnothers() throws Exception {
        serve("");
        String post = "POST /hello HTTP/1.1\r\nHost: somewhere:1\r\nContent-Length: 0\r\nOrigin: %s\r\n\r\n";
        try (SSLSocket socket = connect(old, null)) {
            send(socket, post.formatted("https://somewhere:1"));
            assertThat(ask(socket)).startsWith("HTTP/1.1 200");
        }
        try (SSLSocket socket = connect(old, null)) {
            send(socket, post.formatted("http://somewhere:1"));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void whoSpeaksClearTextLearnsNothing() throws Exception {
        serve("");
        try (RawHttp client = RawHttp.to(port)) {
            client.send(GET.formatted("wait"));
            // What comes is an alert of TLS.
            assertThatIOException().isThrownBy(client::statusLine).withMessageStartingWith("closed by the server after '\u0015");
        }
        assertThat(waiting.happened).isEmpty();
    }

    @Test
    void aKeyOfAnotherCertificateEndsTheStartAndLeavesThePortFree() throws Exception {
        assertThatExceptionOfType(StartupException.class)
                .isThrownBy(() -> bind("certfile=" + old.certificate() + "\nkeyfile=" + renewed.key()))
                .withMessage("Cannot open an HTTP server: " + renewed.key()
                        + ": the key is not that of the certificate in " + old.certificate());
        serve("");
    }

    @Test
    void theServersUrlSaysHowToSpeak() throws Exception {
        serve("");
        assertThat(bound.servers().getFirst().server().url()).isEqualTo("https://127.0.0.1:" + port);
    }
}
