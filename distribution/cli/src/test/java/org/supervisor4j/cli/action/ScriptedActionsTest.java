package org.supervisor4j.cli.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.cli.ScriptedServer.http;
import static org.supervisor4j.cli.ScriptedServer.member;
import static org.supervisor4j.cli.ScriptedServer.results;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.cli.ScriptedServer;
import org.supervisor4j.cli.rpc.ServerUrl;
import org.supervisor4j.cli.shell.PlainInput;

/** What a well-behaved daemon hardly ever says. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ScriptedActionsTest {

    private static final String S = "supervisor.";
    private static final String FG = "==> Press Ctrl-C to exit <==\n";

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = ScriptedServer.at(directory.resolve("s")).answer(S + "getVersion", "<string>3.0</string>")
                .raw("/logtail/x/stdout", http("200 OK", ""), false).raw("/logtail/x/stderr", http("200 OK", ""), false);
    }

    private void replaceServer() throws IOException {
        server.close();
        server = ScriptedServer.onLoopback();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private int run(String line) {
        return run(line, "", false);
    }

    private int run(String line, String typed, boolean interactive) {
        out.reset();
        err.reset();
        Session session = new Session(ServerUrl.parse(server.url()), null,
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                new PlainInput(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8), System.err), interactive);
        new Interpreter(session, new Actions()).execute(line);
        return session.exitStatus();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static String process(String group, String name, int state, String stateName, String description) {
        return "<value><struct>" + member("group", "string", group) + member("name", "string", name)
                + member("state", "int", state) + member("statename", "string", stateName)
                + member("description", "string", description) + member("pid", "int", 5) + "</struct></value>";
    }

    private static String array(String... values) {
        return "<array><data>" + String.join("", values) + "</data></array>";
    }

    @Test
    void aNameOfManyCharactersWidensTheTableItIsShownIn() {
        String longName = "é".repeat(40) + "-".repeat(15);
        server.answer(S + "getAllProcessInfo", array(process(longName, longName, 0, "STOPPED", "Not started"),
                process("cat", "cat", 20, "RUNNING", "pid 5, uptime 0:00:01")));
        assertThat(run("status")).isEqualTo(3);
        assertThat(out()).isEqualTo(longName + "   STOPPED   Not started\n"
                + "cat" + " ".repeat(55) + "RUNNING   pid 5, uptime 0:00:01\n");
        assertThat(run("status cat")).isZero();
        assertThat(out()).isEqualTo("cat" + " ".repeat(30) + "RUNNING   pid 5, uptime 0:00:01\n");
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "10, 0", "20, 0", "30, 0", "40, 0", "100, 3", "200, 3", "1000, 3"})
    void theStatesMakeTheStatusOfStatus(int state, int status) {
        server.answer(S + "getAllProcessInfo", array(process("x", "x", state, "S", "")));
        assertThat(run("status")).isEqualTo(status);
        assertThat(out()).isEqualTo("x" + " ".repeat(32) + "S         \n");
    }

    @Test
    void anotherVersionOfTheInterfaceIsRefused() throws IOException {
        replaceServer();
        server.answer(S + "getVersion", "<string>2.0</string>");
        assertThat(run("pid")).isEqualTo(5);
        assertThat(out()).isEqualTo("Sorry, this version of supervisorctl expects to talk to a server with API version "
                + "3.0, but the remote version is 2.0.\n");
        assertThat(run("status")).isEqualTo(4);
        assertThat(run("version")).isEqualTo(5);
    }

    @Test
    void aServerWithoutOurNamespaceIsRefused() throws IOException {
        replaceServer();
        assertThat(run("pid")).isEqualTo(3);
        assertThat(out()).isEqualTo("Sorry, supervisord responded but did not recognize the supervisor namespace "
                + "commands that supervisorctl uses to control it.  Please check that the [rpcinterface:supervisor] "
                + "section is enabled in the configuration file (see sample.conf).\n");
        assertThat(run("status")).isEqualTo(4);
        assertThat(run("avail")).isEqualTo(1);
        assertThat(out()).isEqualTo("error: <class 'xmlrpc.client.Fault'>, <Fault 1: 'UNKNOWN_METHOD'>\n");
    }

    @Test
    void aPasswordThatIsMissingIsReportedOnce() {
        server.raw(S + "reloadConfig", http("401 Unauthorized", ""), false);
        assertThat(run("reread")).isEqualTo(1);
        assertThat(out()).isEqualTo("Server requires authentication\n");
    }

    @Test
    void anotherHttpStatusIsAnErrorLine() {
        server.raw(S + "reloadConfig", http("404 Not Found", ""), false).raw(S + "shutdown", "", true);
        assertThat(run("update")).isEqualTo(1);
        assertThat(out()).isEqualTo("error: <class 'xmlrpc.client.ProtocolError'>, "
                + "<ProtocolError for 127.0.0.1/RPC2: 404 Not Found>\n");
        assertThat(run("shutdown")).isEqualTo(1);
        assertThat(out()).isEqualTo("error: <class 'http.client.RemoteDisconnected'>, "
                + "Remote end closed connection without response\n");
    }

    @Test
    void aStopThatCouldNotSignalShowsTheFaultAlone() {
        server.fault(S + "stopProcess", 30, "FAILED: unknown problem killing x (5): gone");
        assertThat(run("stop x")).isEqualTo(1);
        assertThat(out()).isEqualTo("FAILED: unknown problem killing x (5): gone\n");
    }

    @Test
    void aResultThatNobodyKnowsEndsTheAction() {
        server.fault(S + "startProcess", 30, "FAILED: x");
        assertThat(run("start g:x y")).isEqualTo(1);
        assertThat(out()).isEqualTo("error: <class 'ValueError'>, Unknown result code 30 for g:x\n");
    }

    @Test
    void whatTheUserMayNotDoIsSaidOfEachAndTheOthersGoOn() {
        server.fault(S + "stopProcess", 403, "FORBIDDEN: x").fault(S + "stopProcessGroup", 403, "FORBIDDEN: g");
        server.answer(S + "stopProcess", "<boolean>1</boolean>");
        assertThat(run("stop x g:* y")).isEqualTo(4);
        assertThat(out()).isEqualTo("x: ERROR (not permitted)\ng: ERROR (not permitted)\ny: stopped\n");
    }

    @Test
    void inListsTheLastFailureMakesTheStatus() {
        server.answer(S + "startAllProcesses", results("a", "a", 20, "NO_FILE", "b", "b", 80, "OK", "g", "c", 50, "S",
                "d", "d", 60, "ALREADY_STARTED"));
        assertThat(run("start x all")).isEqualTo(7);
        assertThat(out()).isEqualTo("""
                a: ERROR (no such file)
                b: started
                g:c: ERROR (spawn error)
                d: ERROR (already started)
                """);
        server.answer(S + "signalAllProcesses", results("a", "a", 70, "N", "b", "b", 11, "B"));
        assertThat(run("signal HUP all")).isEqualTo(1);
        assertThat(out()).isEqualTo("a: ERROR (not running)\nb: ERROR (bad signal name)\n");
        server.answer(S + "clearAllProcessLogs", results("a", "a", 80, "OK", "b", "b", 30, "F"));
        assertThat(run("clear all")).isEqualTo(1);
        assertThat(out()).isEqualTo("a: cleared\nb: ERROR (failed)\n");
        server.answer(S + "stopAllProcesses", results("a", "a", 70, "N", "b", "b", 80, "OK"));
        assertThat(run("stop all")).isZero();
        assertThat(out()).isEqualTo("a: ERROR (not running)\nb: stopped\n");
    }

    @Test
    void updateKeepsAGroupThatCannotBeStopped() {
        server.answer(S + "reloadConfig", array("<value>" + array("<value>" + array("<value>n</value>") + "</value>",
                        "<value>" + array() + "</value>",
                        "<value>" + array("<value>r</value>", "<value>s</value>") + "</value>") + "</value>"))
                .answer(S + "stopProcessGroup", results("r", "r", 30, "FAILED"))
                .answer(S + "stopProcessGroup", results())
                .answer(S + "removeProcessGroup", "<boolean>1</boolean>")
                .answer(S + "addProcessGroup", "<boolean>1</boolean>");
        assertThat(run("update")).isEqualTo(1);
        assertThat(out()).isEqualTo("""
                r: stopped
                r: has problems; not removing
                s: stopped
                s: removed process group
                n: added process group
                """);
        assertThat(server.requests().stream().filter(request -> request.contains("removeProcessGroup"))).hasSize(1);
    }

    @Test
    void logsThatCannotBeReadAreReported() {
        server.fault(S + "readProcessStderrLog", 30, "FAILED").fault(S + "readLog", 30, "FAILED")
                .fault(S + "readLog", 20, "NO_FILE").fault(S + "readLog", 3, "BAD_ARGUMENTS");
        assertThat(run("tail x stderr")).isEqualTo(1);
        assertThat(out()).isEqualTo("x: ERROR (unknown error reading log)\n");
        assertThat(run("maintail")).isEqualTo(1);
        assertThat(out()).isEqualTo("supervisord: ERROR (unknown error reading log)\n");
        assertThat(run("maintail")).isEqualTo(1);
        assertThat(out()).isEqualTo("supervisord: ERROR (no log file)\n");
        assertThat(run("maintail")).isEqualTo(1);
        assertThat(out()).isEqualTo("error: <class 'xmlrpc.client.Fault'>, <Fault 3: 'BAD_ARGUMENTS'>\n");
        assertThat(server.requests().getLast()).contains("<int>-1600</int>").contains("<int>0</int>");
    }

    @Test
    void aFollowedLogIsPassedOnByteByByteUntilTheServerHangsUp() {
        server.raw("/logtail/g:%C3%A9%3F/stderr", ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1\r\n\u00c3\r\n1\r\n\u00a9\r\n3\r\nx\ny\r\n").getBytes(StandardCharsets.ISO_8859_1), true);
        assertThat(run("tail -f g:é? stderr")).isZero();
        assertThat(out()).as("a character that was cut in two").isEqualTo("==> Press Ctrl-C to exit <==\néx\ny");
        assertThat(err()).isEmpty();
        assertThat(server.requests().getLast())
                .startsWith("GET /logtail/g:%C3%A9%3F/stderr HTTP/1.1\r\nHost: localhost\r\n");
    }

    @Test
    void aFollowedLogEndsWhenNobodyReadsIt() {
        server.raw("/logtail/y/stdout", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n", false);
        PrintStream closed = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public boolean checkError() {
                return true;
            }
        };
        PrintStream complaints = new PrintStream(err, true, StandardCharsets.UTF_8);
        Session session = new Session(ServerUrl.parse(server.url()), null, closed, complaints,
                new PlainInput(new ByteArrayInputStream(new byte[0]), closed, complaints), false);
        LogFollower.follow(session, "/logtail/y/stdout");
        assertThat(err()).isEqualTo(server.url() + "/logtail/y/stdout Cannot connect, error: "
                + "<class 'BrokenPipeError'> ([Errno 32] Broken pipe)\n");
    }

    @Test
    void aFollowedLogMayEndOrBeRefused() {
        server.raw("/mainlogtail", http("200 OK", "all"), false).raw("/mainlogtail", http("410 Gone", ""), false);
        assertThat(run("maintail -f")).isZero();
        assertThat(out()).isEqualTo("==> Press Ctrl-C to exit <==\nall");
        assertThat(run("maintail -f")).isZero();
        assertThat(out()).isEqualTo("==> Press Ctrl-C to exit <==\n");
        assertThat(err()).isEqualTo(server.url() + "/mainlogtail Cannot read, status code 410\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"reread", "avail", "status", "pid x", "version"})
    void anAnswerOfTheWrongShapeIsAnErrorLine(String line) {
        for (String method : new String[] {"reloadConfig", "getAllConfigInfo", "getAllProcessInfo", "getProcessInfo",
            "getSupervisorVersion"}) {
            server.answer(S + method, "<boolean>1</boolean>");
        }
        assertThat(run(line)).isEqualTo(1);
        assertThat(out()).startsWith("error: <class 'xmlrpc.client.ResponseError'>, ");
    }

    @Test
    void everyActionConnectsOnce() {
        server.answer(S + "getPID", "<int>7</int>");
        assertThat(run("pid")).isZero();
        assertThat(out()).isEqualTo("7\n");
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void fgNoticesTheEndOfTheProcessAtTheNextLine() {
        server.answer(S + "getProcessInfo", struct(20)).answer(S + "getProcessInfo", struct(20))
                .answer(S + "getProcessInfo", struct(40)).answer(S + "sendProcessStdin", "<boolean>1</boolean>");
        assertThat(run("fg x", "one\ntwo & more\nthree\n", false)).isZero();
        assertThat(out()).isEqualTo(FG + "Process got killed\nExiting foreground\n");
        assertThat(server.requests().stream().filter(request -> request.contains("sendProcessStdin")))
                .hasSize(2).last().asString().contains("<string>x</string>").contains("<string>two &amp; more\n</string>");
    }

    @ParameterizedTest
    @CsvSource({"70, Process got killed", "20, ERROR: <Fault 20: 'NO'>"})
    void fgEndsWhenALineCannotBeSent(int fault, String shown) {
        server.answer(S + "getProcessInfo", struct(20)).fault(S + "sendProcessStdin", fault, "NO");
        assertThat(run("fg x", "one\ntwo\n", false)).isZero();
        assertThat(out()).isEqualTo(FG + shown + "\nExiting foreground\n");
    }

    @Test
    void fgReportsAnotherFaultWithoutFailing() {
        server.fault(S + "getProcessInfo", 6, "SHUTDOWN_STATE");
        assertThat(run("fg x")).isZero();
        assertThat(out()).isEqualTo("ERROR: <Fault 6: 'SHUTDOWN_STATE'>\n");
    }

    private static String struct(int state) {
        return "<struct>" + member("group", "string", "x") + member("name", "string", "x")
                + member("state", "int", state) + member("statename", "string", "S")
                + member("description", "string", "") + member("pid", "int", 5) + "</struct>";
    }

    @Test
    void withoutAnAnswerNothingIsConfirmed() {
        assertThat(run("shutdown", "n\n", true)).isZero();
        assertThat(run("reload", "\n", true)).isZero();
        assertThat(server.requests()).isEmpty();
        server.answer(S + "shutdown", "<boolean>1</boolean>");
        assertThat(run("shutdown", "Yes\n", true)).isZero();
        assertThat(out()).isEqualTo("Really shut the remote supervisord process down y/N? Shut down\n");
        assertThat(run("shutdown", "", true)).isEqualTo(1);
        assertThat(out()).endsWith("? error: <class 'EOFError'>, EOF when reading a line\n");
        assertThat(run("shutdown x", "y\n", true)).isEqualTo(1);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void withoutAUserNothingIsTriedAgain() {
        server.raw(S + "reloadConfig", http("401 Unauthorized", ""), false);
        assertThat(run("reread", "", true)).isEqualTo(1);
        assertThat(out()).isEqualTo("Server requires authentication\nUsername:"
                + "error: <class 'EOFError'>, EOF when reading a line\n");
        assertThat(server.requests()).hasSize(1);
    }
}
