package org.supervisor4j.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.acceptance.support.XmlRpc.string;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.acceptance.support.Answer;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** Users of {@code [web_user:x]}, through everything that is served. */
@Timeout(60)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // the last one changes the users
class RolesIT {

    /** Of "opens", made by the C library. */
    private static final String BCRYPT = "$2y$05$saltsaltsaltsaltsaltsuJsp02DREH20HHM7pdnrNuj4eb1/PKz2";

    @TempDir
    private static Path directory;

    private static final int PORT = XmlRpc.freePort();
    private static Conf conf;
    private static SupervisorDaemon daemon;

    @BeforeAll
    static void start() {
        conf = Conf.in(directory)
                .section("inet_http_server", "port=127.0.0.1:" + PORT, "username=admin", "password=own")
                .section("web_user:op", "password=" + BCRYPT, "role=operator", "groups=web*")
                .section("web_user:eye", "password={SHA}82ab876d1387bfafe46cc1c8a2ef074eae50cb1d", "groups=web-1, db")
                .section("web_user:boss", "password=all", "role=administrator")
                .section("web_user:part", "password=one", "role=administrator", "groups=db")
                .program("web-1", "command=/bin/cat", "startsecs=0")
                .program("web-2", "command=/bin/cat", "startsecs=0")
                .program("db", "command=/bin/cat", "startsecs=0");
        daemon = SupervisorDaemon.start(conf);
        daemon.awaitState("db", "RUNNING");
        daemon.awaitState("web-1", "RUNNING");
        daemon.awaitState("web-2", "RUNNING");
    }

    @AfterAll
    static void stop() {
        daemon.close();
    }

    private static String header(String credentials) {
        return "Authorization: Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static XmlRpc as(String credentials) {
        return XmlRpc.tcp(PORT).withHeader(header(credentials));
    }

    private static Outcome ctl(Software client, String credentials, String... words) {
        String[] all = new String[words.length + 6];
        String[] parts = credentials.split(":");
        System.arraycopy(new String[] {"-s", "http://127.0.0.1:" + PORT, "-u", parts[0], "-p", parts[1]}, 0, all, 0, 6);
        System.arraycopy(words, 0, all, 6, words.length);
        return daemon.ctl(client, all);
    }

    @ParameterizedTest(name = "{0}: {1}({2}) {3}")
    @CsvSource({
        "op:opens, startProcess, web-1, 60",
        "op:opens, signalProcess, web-2:*, 2",
        "op:opens, stopProcess, db, 403",
        "op:opens, getProcessInfo, db, 403",
        "op:opens, getProcessInfo, nosuch, 403",
        "op:opens, getProcessInfo, web-nosuch, 10",
        "op:opens, removeProcessGroup, web-1, 403",
        "op:opens, shutdown, , 403",
        "op:opens, readLog, , 2",
        "op:opens, clearLog, , 403",
        "eye:thepassword, startProcess, web-1, 403",
        "eye:thepassword, startAllProcesses, , 403",
        "eye:thepassword, getProcessInfo, db, 0",
        "eye:thepassword, getProcessInfo, web-2, 403",
        "eye:thepassword, getState, , 0",
        "part:one, removeProcessGroup, db, 91",
        "part:one, removeProcessGroup, web-1, 403",
        "part:one, reloadConfig, , 403",
        "boss:all, startProcess, db, 60",
        "boss:all, reloadConfig, , 0",
        "admin:own, startProcess, db, 60"
    })
    @Order(1)
    void aRoleIsWhatItsUserMayDo(String credentials, String method, String name, int fault) {
        Answer answer = name == null
                ? as(credentials).call("supervisor." + method)
                : as(credentials).call("supervisor." + method, string(name));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.fault().split(" ")[0]).isEqualTo(fault == 0 ? "" : String.valueOf(fault));
    }

    @Test
    @Order(1)
    void listsAndStreamsHaveWhatTheUserMaySee() {
        assertThat(as("op:opens").call("supervisor.getAllProcessInfo").body())
                .contains("<string>web-1</string>", "<string>web-2</string>")
                .doesNotContain("<string>db</string>");
        assertThat(as("eye:thepassword").call("supervisor.getAllConfigInfo").body())
                .contains("<string>web-1</string>", "<string>db</string>")
                .doesNotContain("<string>web-2</string>");
        for (String path : new String[] {"/logtail/web-2", "/logtail/nosuch", "/mainlogtail", "/nobodys"}) {
            assertThat(get("eye:thepassword", path).status()).as(path).isEqualTo(403);
        }
        assertThat(get("eye:thepassword", "/logtail/web-1/bogus").status()).isEqualTo(404);
        assertThat(get("boss:all", "/nobodys").status()).isEqualTo(404);
        assertThat(get("eye:wrong", "/nobodys").status()).isEqualTo(401);
    }

    private static Answer get(String credentials, String path) {
        return XmlRpc.tcp(PORT).send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + header(credentials) + "\r\n\r\n");
    }

    @Test
    @Order(1)
    void clientsSayWhatIsNotPermittedAndGoOn() {
        Outcome ours = ctl(Software.OURS, "op:opens", "restart", "db", "web-1");
        assertThat(ours.out()).isEqualTo("""
                db: ERROR (not permitted)
                web-1: stopped
                db: ERROR (not permitted)
                web-1: started
                """);
        assertThat(ctl(Software.REFERENCE, "op:opens", "status").out()).contains("web-1", "web-2").doesNotContain("db");
        assertThat(ctl(Software.REFERENCE, "op:opens", "restart", "web-2").out())
                .isEqualTo("web-2: stopped\nweb-2: started\n");
        assertThat(ctl(Software.REFERENCE, "eye:thepassword", "stop", "db").out()).contains("403");
        assertThat(daemon.state("db")).isEqualTo("RUNNING");
    }

    @Test
    @Order(1)
    void aSocketWithoutAUserOfItsOwnAsksNobody() {
        assertThat(daemon.ctl("status").out()).contains("db", "web-1", "web-2");
    }

    private static LogStream follow(String credentials, String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + header(credentials) + "\r\n\r\n";
        LogStream stream = LogStream.asking(XmlRpc.tcp(PORT), request);
        assertThat(stream.awaitHead().head()).startsWith("HTTP/1.1 200 ");
        return stream;
    }

    @Test
    @Order(2)
    void aRereadIsEnoughForOtherUsersAndWrongOnesChangeNothing() throws IOException {
        conf.section("web_user:eye", "password=thepassword", "role=king").write();
        assertThat(ctl(Software.OURS, "boss:all", "reread").out()).contains("Invalid role value king");
        assertThat(as("op:opens").call("supervisor.getState").status()).isEqualTo(200);

        try (LogStream revoked = follow("op:opens", "/logtail/web-1");
                LogStream changed = follow("eye:thepassword", "/logtail/db");
                LogStream unchanged = follow("boss:all", "/mainlogtail")) {
            conf.section("web_user:eye", "password=other", "role=operator").without("web_user:op").write();
            assertThat(ctl(Software.OURS, "boss:all", "reread").status()).isZero();

            revoked.awaitEndOfStream();
            changed.awaitEndOfStream();
            assertThat(ctl(Software.OURS, "boss:all", "stop", "db").status()).isZero();
            unchanged.awaitEnd("stopped: db (terminated by SIGTERM)\n");
        }

        assertThat(as("op:opens").call("supervisor.getState").status()).isEqualTo(401);
        assertThat(as("eye:thepassword").call("supervisor.getState").status()).isEqualTo(401);
        assertThat(as("eye:other").call("supervisor.startProcess", string("web-2")).fault()).startsWith("60 ");
        assertThat(Files.readString(daemon.file("d.log"))).doesNotContain("thepassword", "opens");
    }
}
