package org.supervisor4j.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;
import org.supervisor4j.api.tls.TestCertificate;

/** {@code https://} between a daemon and its client. */
@Timeout(120)
class TlsIT {

    @TempDir
    private static Path certificates;

    private static TestCertificate server;
    private static TestCertificate renewed;
    private static TestCertificate client;

    @TempDir
    private Path directory;

    private final int port = XmlRpc.freePort();

    @BeforeAll
    static void make() {
        server = TestCertificate.make(certificates, "server");
        renewed = TestCertificate.make(certificates, "renewed");
        client = TestCertificate.make(certificates, "client");
    }

    private Conf conf(String... more) {
        return Conf.in(directory)
                .section("inet_http_server", "port=127.0.0.1:" + port, "username=admin", "password=secret",
                        "certfile=%(here)s/live.pem", "keyfile=%(here)s/live.key")
                .append("inet_http_server", more)
                .section("supervisorctl", "serverurl=https://localhost:" + port, "username=admin", "password=secret",
                        "ca_certs=%(here)s/trusted.pem")
                .program("cat", "command=/bin/cat", "startsecs=0");
    }

    /** These are what the server shows, and whom supervisorctl trusts. */
    private void use(TestCertificate shown, TestCertificate trusted) throws IOException {
        shown.replace(new TestCertificate(directory.resolve("live.pem"), directory.resolve("live.key")));
        Files.writeString(directory.resolve("trusted.pem"), Files.readString(trusted.certificate()));
    }

    @Test
    void supervisorctlSpeaksItAndACertificateThatIsRenewedIsShownWithoutARestart() throws IOException {
        use(server, server);
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf())) {
            daemon.awaitState("cat", "RUNNING");
            assertThat(daemon.ctl("restart", "cat")).isEqualTo(new Outcome(0, "cat: stopped\ncat: started\n", ""));
            assertThat(daemon.ctl("-s", "https://localhost:" + port, "-p", "wrong", "status").out())
                    .isEqualTo("Server requires authentication\n");
            assertThat(daemon.ctl(Software.REFERENCE, "status").out()) // which knows no TLS at all
                    .contains("Unknown protocol for serverurl https://localhost:" + port);

            use(renewed, renewed);

            Await.until("the new certificate is shown", () -> daemon.ctl("status").out().startsWith("cat "));
            daemon.awaitMessage("Server 'inet_http_server' has a new certificate, which is valid until ");
            use(renewed, server);
            Outcome distrusted = daemon.ctl("status");
            assertThat(distrusted.out()).startsWith("error: <class 'ssl.SSLError'>, ").contains("ca_certs");
            assertThat(distrusted.status()).isNotZero();
        }
    }

    @Test
    void aClientNeedsACertificateWhereTheServerSaysSo() throws IOException {
        use(server, server);
        Conf conf = conf("ca_certs=" + client.certificate());
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            daemon.awaitState("cat", "RUNNING");
            assertThat(daemon.ctl("status").out()).startsWith("error: <class 'ssl.SSLError'>, ");

            conf.append("supervisorctl", "certfile=" + client.certificate(), "keyfile=" + client.key()).write();

            assertThat(daemon.ctl("status").out()).startsWith("cat ");
        }
    }

    @Test
    void anExpiredCertificateIsWarnedOfAndNotTrusted() throws IOException {
        TestCertificate expired = TestCertificate.expired(certificates, "expired");
        use(expired, expired);
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf())) {
            daemon.awaitMessage("The certificate of server 'inet_http_server' has expired on ");
            daemon.awaitState("cat", "RUNNING");
            assertThat(daemon.ctl("status").out()).startsWith("error: <class 'ssl.SSLError'>, ");
        }
    }

    @Test
    void aKeyOfAnotherCertificateEndsTheStartAndSaysWhich() throws IOException {
        use(server, server);
        Files.writeString(directory.resolve("live.key"), Files.readString(renewed.key()));

        Outcome start = Command.of(directory, Software.OURS.supervisord(), "-n", "-c", conf().write().toString()).run();

        assertThat(start.status()).isEqualTo(2);
        assertThat(start.err()).contains(
                "Error: " + directory.resolve("live.key") + ": the key is not that of the certificate in "
                        + directory.resolve("live.pem") + "\n",
                "[inet_http_server] keyfile = %(here)s/live.key");
    }
}
