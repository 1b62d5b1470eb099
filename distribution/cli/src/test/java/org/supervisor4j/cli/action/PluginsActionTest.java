package org.supervisor4j.cli.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.cli.ScriptedServer.http;
import static org.supervisor4j.cli.ScriptedServer.member;

import java.io.IOException;
import java.nio.file.Files;
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

/** {@code plugins} and what it does to them. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class PluginsActionTest {

    private static final String P = "plugins.";

    @TempDir
    private Path directory;

    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = ScriptedServer.at(directory.resolve("s")).answer("supervisor.getVersion", "<string>3.0</string>");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static String array(String... values) {
        return "<array><data>" + String.join("", values) + "</data></array>";
    }

    private static String contribution(String kind, String name) {
        return "<value><struct>" + member("kind", "string", kind) + member("name", "string", name) + "</struct></value>";
    }

    private static String plugin(String name, String version, String state, String contributions, String reasons) {
        return "<struct>" + member("name", "string", name) + member("symbolicname", "string", "s") + member("version", "string", version)
                + member("statename", "string", state) + "<member><name>contributes</name><value>" + array(contributions)
                + "</value></member><member><name>reasons</name><value>" + array(reasons) + "</value></member></struct>";
    }

    private static String value(String content) {
        return "<value>" + content + "</value>";
    }

    private void answerAll(String method, String... plugins) {
        String[] values = new String[plugins.length];
        for (int i = 0; i < plugins.length; i++) {
            values[i] = value(plugins[i]);
        }
        server.answer(P + method, array(values));
    }

    private ActionRun run(String line) {
        return ActionRun.of(server, line);
    }

    @Test
    void eachIsALineWithWhatItBringsAndBelowWhyItDoesNot() {
        answerAll("getAllPluginInfo",
                plugin("hello.jar", "1.0.0", "ACTIVE", contribution("rpc", "hello") + contribution("servlet", "/a")
                        + contribution("servlet", "/b"), ""),
                plugin("a-long-name.jar", "10.20.30.x", "FAILED", "", value("<string>no mood</string>")),
                plugin("none.jar", "", "REFUSED", "", value("<string>it is no bundle</string>")));
        assertThat(run("plugins")).isEqualTo(new ActionRun(3, """
                hello.jar        1.0.0       ACTIVE    rpc hello; servlet /a, /b
                a-long-name.jar  10.20.30.x  FAILED
                    no mood
                none.jar                     REFUSED
                    it is no bundle
                """, ""));
    }

    @Test
    void allInJson() {
        answerAll("getAllPluginInfo", plugin("hello.jar", "1.0.0", "ACTIVE", contribution("rpc", "hello"), ""));
        assertThat(run("plugins --json")).isEqualTo(new ActionRun(0, "{\"plugins\": [{\"name\": \"hello.jar\", \"symbolicname\": \"s\", "
                + "\"version\": \"1.0.0\", \"statename\": \"ACTIVE\", \"contributes\": [{\"kind\": \"rpc\", \"name\": \"hello\"}], "
                + "\"reasons\": []}]}\n", ""));
    }

    @Test
    void aJarIsSentWithItsChecksum() throws IOException {
        Path jar = Files.writeString(directory.resolve("hello.jar"), "content");
        server.answer(P + "installPlugin", plugin("hello.jar", "1.0.0", "ACTIVE", "", ""));
        assertThat(run("plugins install " + jar)).isEqualTo(new ActionRun(0, "hello.jar: installed\n", ""));
        assertThat(server.requests().getLast()).contains("<string>hello.jar</string>").contains("<base64>Y29udGVudA==</base64>");
        run("plugins install " + jar + " --sha256=abc");
        assertThat(server.requests().getLast()).contains("<string>abc</string>");
    }

    @Test
    void aLargeJarIsLeftForTheDaemonToRead() throws IOException {
        Path jar = Files.write(directory.resolve("large.jar"), new byte[3_000_001]);
        server.answer(P + "installPluginFile", plugin("large.jar", "1.0.0", "ACTIVE", "", ""));
        assertThat(run("plugins install " + jar).out()).isEqualTo("large.jar: installed\n");
        assertThat(server.requests().getLast()).contains("<string>" + jar + "</string>");
        try (ScriptedServer remote = ScriptedServer.onLoopback().answer("supervisor.getVersion", "<string>3.0</string>")) {
            ActionRun refused = ActionRun.of(remote, "plugins install " + jar);
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.out()).contains("large.jar: ERROR (larger than 3000000 bytes; expected: ");
        }
    }

    @Test
    void whatIsInstalledButNotActiveSaysWhy() {
        server.answer(P + "restartPlugin", plugin("bad.jar", "1.0.0", "FAILED", "", value("<string>no mood</string>")));
        assertThat(run("plugins restart bad"))
                .isEqualTo(new ActionRun(7, "bad.jar: restarted, but it is FAILED\n    no mood\n", ""));
    }

    @Test
    void removingIsToldOf() {
        server.answer(P + "removePlugin", "<boolean>1</boolean>");
        assertThat(run("plugins remove hello")).isEqualTo(new ActionRun(0, "hello: removed\n", ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "10 | BAD_NAME: x | 1 | x: ERROR (no such plugin)",
        "6 | SHUTDOWN_STATE | 1 | x: ERROR (supervisor shutting down)",
        "30 | FAILED: x: it is no bundle | 1 | x: ERROR (it is no bundle)",
        "3 | BAD_ARGUMENTS: y: z | 1 | x: ERROR (y: z)",
        "403 | FORBIDDEN: user joe may not | 4 | x: ERROR (user joe may not)",
    })
    void refusalsSayWhy(int code, String text, int status, String line) {
        server.fault(P + "restartPlugin", code, text);
        assertThat(run("plugins restart x")).isEqualTo(new ActionRun(status, line + "\n", ""));
    }

    @Test
    void aDaemonThatDoesNotKnowItIsSaidToBeOne() {
        ActionRun run = run("plugins");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).startsWith("Sorry, supervisord responded but did not recognize the plugins namespace commands: ");
        assertThat(run("plugins --json").out()).isEmpty();
    }

    @Test
    void whatEndsTheConnectionIsSaid() {
        server.raw(P + "restartPlugin", http("503 Service Unavailable", ""), false);
        assertThat(run("plugins restart http")).isEqualTo(
                new ActionRun(1, "http: the plugin that carried this request was stopped with it; see the action plugins\n", ""));
    }

    @Test
    void aPasswordIsAskedForAsEver() {
        server.raw(P + "restartPlugin", http("401 Unauthorized", ""), false);
        assertThat(run("plugins restart http")).isEqualTo(new ActionRun(1, "Server requires authentication\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "install", "install a.jar x", "remove", "remove a b", "restart", "remove a --json"})
    void otherWordsAreAUsageError(String arguments) {
        ActionRun run = run("plugins " + arguments);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out() + run.err()).startsWith("Error: plugins accepts nothing, install <jar>, remove <name> or restart <name>\n"
                + "plugins\t\t\t\t\tShow all plugins\n");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aFileThatIsNotThereIsNotSent() {
        assertThat(run("plugins install " + directory.resolve("nowhere.jar")))
                .isEqualTo(new ActionRun(1, directory.resolve("nowhere.jar") + ": ERROR (no such file)\n", ""));
    }

    @Test
    void helpExplainsItButListsWhatTheReferenceHas() {
        assertThat(run("help plugins").out()).contains("plugins install <jar>");
        assertThat(run("help").out()).doesNotContain("plugins");
    }
}
