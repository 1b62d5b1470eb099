package org.supervisor4j.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.acceptance.support.Answer;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** Several servers in one configuration: who may come in, by which door, and what the doors look like. */
class ServersIT {

    private static final String SHA_OF_THEPASSWORD = "{SHA}82ab876d1387bfafe46cc1c8a2ef074eae50cb1d";
    private static final String STATE =
            "<?xml version='1.0'?><methodCall><methodName>supervisor.getState</methodName></methodCall>";

    @TempDir
    private static Path directory;

    private static int open;
    private static int plain;
    private static SupervisorDaemon daemon;

    @BeforeAll
    static void startTheDaemon() {
        open = XmlRpc.freePort();
        plain = XmlRpc.freePort();
        daemon = SupervisorDaemon.start(Conf.in(directory)
                .section("inet_http_server", "port=127.0.0.1:" + open)
                .section("inet_http_server:plain", "port=localhost:" + plain, "username=admin", "password=a:b")
                .section("unix_http_server:hashed", "file=%(here)s/hashed", "chmod=0770", "chown=nobody:nogroup",
                        "username=thelogin", "password=" + SHA_OF_THEPASSWORD)
                .section("unix_http_server:wide", "file=%(here)s/wide", "chmod=0777")
                .program("child", "command=/bin/sh -c 'echo $SUPERVISOR_SERVER_URL; exec sleep 1000'", "startsecs=0",
                        "stdout_logfile=%(here)s/child.log"));
    }

    @AfterAll
    static void endTheDaemon() {
        daemon.close();
    }

    private static String basic(String userAndPassword) {
        return "Authorization: Basic " + Base64.getEncoder()
                .encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void eachServerHasItsOwnCredentials() {
        Map<String, XmlRpc> servers = Map.of("", XmlRpc.tcp(open), "admin:a:b", XmlRpc.tcp(plain),
                "thelogin:thepassword", XmlRpc.unix(directory.resolve("hashed")));
        servers.forEach((credentials, server) -> {
            for (String given : List.of("", "admin:a:b", "thelogin:thepassword", "admin:a", "thelogin:"
                    + SHA_OF_THEPASSWORD, "admin:" + SHA_OF_THEPASSWORD)) {
                int expected = credentials.isEmpty() || given.equals(credentials) ? 200 : 401;
                XmlRpc client = given.isEmpty() ? server : server.withHeader(basic(given));
                assertThat(client.post(STATE).status()).as("'%s' for '%s'", given, credentials).isEqualTo(expected);
            }
        });
        assertThat(XmlRpc.unix(directory.resolve("wide")).post(STATE).status()).isEqualTo(200);
    }

    @Test
    void socketsHaveTheModeAndTheOwnerThatWereAskedFor() {
        String command = "stat -c '%a %U:%G %F' s hashed wide";
        assertThat(Command.of(directory, "/bin/sh", "-c", command).run().out()).isEqualTo("""
                700 root:root socket
                770 nobody:nogroup socket
                777 root:root socket
                """);
    }

    @Test
    void childrenAreToldTheFirstUnixServerWithoutCredentials() {
        daemon.awaitState("child", "RUNNING");
        assertThat(directory.resolve("child.log")).hasContent("unix://" + directory.resolve("s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.1"})
    void aConnectionIsKeptWhereTheClientWantsItAndRequestsMayBeSentAhead(String version) {
        String kept = "POST /RPC2 HTTP/" + version + "\r\nHost: x\r\nConnection: %s\r\nContent-Length: "
                + STATE.length() + "\r\n\r\n" + STATE;
        Answer answers = XmlRpc.tcp(open).send(kept.formatted("keep-alive") + kept.formatted("keep-alive")
                + kept.formatted("close"));
        assertThat((answers.head() + answers.body()).split("HTTP/1\\.1 200 OK", -1)).hasSize(4);
        Answer one = XmlRpc.tcp(open).send(kept.formatted("close") + kept.formatted("close"));
        assertThat((one.head() + one.body()).split("HTTP/1\\.1 200 OK", -1)).hasSize(2);
    }

    @Test
    void aHeadRequestHasNoBody() {
        Answer head = XmlRpc.tcp(open).send("HEAD /nosuch HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(head.status()).isEqualTo(404);
        assertThat(head.head()).contains("Content-Length: ").doesNotContain("\nServer:");
        assertThat(head.body()).isEmpty();
    }
}
