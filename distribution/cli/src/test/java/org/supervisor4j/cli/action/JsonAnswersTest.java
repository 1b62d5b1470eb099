package org.supervisor4j.cli.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.cli.ScriptedServer.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.cli.ScriptedServer;

/** {@code --json}: the fields of the reference page, one document, and the exit statuses of the plain answer. */
class JsonAnswersTest {

    private static final Path PAGE = Path.of("../../docs/reference/supervisorctl-json.md");
    private static final String S = "supervisor.";

    @TempDir
    private Path directory;

    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = ScriptedServer.at(directory.resolve("s")).answer(S + "getVersion", "<string>3.0</string>")
                .answer(S + "getSupervisorVersion", "<string>4.4 \"x\"</string>");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static String array(String values) {
        return "<array><data>" + values + "</data></array>";
    }

    private static String process(String name, int state, String stateName) {
        return "<value><struct>" + member("name", "string", name) + member("group", "string", "g")
                + member("start", "int", 11) + member("stop", "int", 12) + member("now", "int", 13)
                + member("state", "int", state) + member("statename", "string", stateName)
                + member("spawnerr", "string", "say &quot;no&quot;\n") + member("exitstatus", "int", 3)
                + member("pid", "int", 7) + member("description", "string", "d") + member("logfile", "string", "/o")
                + member("stdout_logfile", "string", "/o") + "</struct></value>";
    }

    @Test
    void statusGivesEveryProcessWithItsFieldsAndWhatIsUnknown() {
        server.answer(S + "getAllProcessInfo", array(process("a", 20, "RUNNING") + process("b", 20, "RUNNING")));
        assertThat(ActionRun.of(server, "status --json g:a g:x n:*")).isEqualTo(new ActionRun(4, """
                {"processes": [{"name": "a", "group": "g", "state": 20, "statename": "RUNNING", "description": "d", \
                "pid": 7, "start": 11, "stop": 12, "now": 13, "exitstatus": 3, "spawnerr": "say \\"no\\"\\n", \
                "stdout_logfile": "/o", "stderr_logfile": null}], "unknown": ["g:x", "n:*"]}
                """, ""));
        assertThat(ActionRun.of(server, "status g:? --json").out()).contains("\"a\"", "\"b\"", "\"unknown\": []");
        assertThat(ActionRun.of(server, "status --json").status()).isZero();
    }

    @Test
    void whatDoesNotRunMakesTheStatusThree() {
        server.answer(S + "getAllProcessInfo", array(process("a", 0, "STOPPED")));
        assertThat(ActionRun.of(server, "status --json").status()).isEqualTo(3);
        assertThat(ActionRun.of(server, "status --json g:a nosuch").status()).isEqualTo(3);
    }

    @Test
    void availRereadAndVersionGiveTheirs() {
        server.answer(S + "getAllConfigInfo", array("<value><struct>" + member("name", "string", "a")
                + member("group", "string", "g") + member("inuse", "boolean", 1) + member("autostart", "boolean", 0)
                + member("group_prio", "int", 5) + member("process_prio", "int", 6) + member("command", "string", "secret")
                + "</struct></value>")).answer(S + "reloadConfig", array("<value>" + array("<value>" + array(
                "<value>n</value>") + "</value><value>" + array("<value>c</value><value>d</value>") + "</value><value>"
                + array("") + "</value>") + "</value>"));
        assertThat(ActionRun.of(server, "avail --json")).isEqualTo(new ActionRun(0,
                "{\"processes\": [{\"name\": \"a\", \"group\": \"g\", \"inuse\": true, \"autostart\": false, "
                        + "\"group_prio\": 5, \"process_prio\": 6}]}\n", ""));
        assertThat(ActionRun.of(server, "reread --json")).isEqualTo(new ActionRun(0,
                "{\"available\": [\"n\"], \"changed\": [\"c\", \"d\"], \"disappeared\": []}\n", ""));
        assertThat(ActionRun.of(server, "version --json")).isEqualTo(
                new ActionRun(0, "{\"version\": \"4.4 \\\"x\\\"\"}\n", ""));
    }

    @Test
    void whatGoesWrongIsSaidApartSoThatTheOutputIsJsonOrNothing() throws IOException {
        server.fault(S + "getAllConfigInfo", 6, "SHUTDOWN_STATE");
        assertThat(ActionRun.of(server, "avail --json"))
                .isEqualTo(new ActionRun(1, "", "ERROR: supervisor shutting down\n"));
        assertThat(ActionRun.of(server, "avail --json x").err()).startsWith("Error: avail accepts no arguments\n");
        server.close();
        Files.delete(directory.resolve("s"));
        assertThat(ActionRun.of(server, "status --json"))
                .isEqualTo(new ActionRun(4, "", server.url() + " no such file\n"));
        assertThat(ActionRun.of(server, "reread --json").err()).startsWith("error: ");
    }

    @Test
    void otherActionsDoNotKnowIt() {
        server.fault(S + "getProcessInfo", 10, "BAD_NAME: --json");
        assertThat(ActionRun.of(server, "pid --json")).isEqualTo(new ActionRun(1, "No such process --json\n", ""));
    }

    @Test
    void thePageNamesTheFieldsInTheirOrder() throws IOException {
        server.answer(S + "getAllProcessInfo", array(process("a", 20, "RUNNING")))
                .answer(S + "getAllConfigInfo", array("<value><struct>" + member("name", "string", "a") + "</struct></value>"));
        assertThat(documented("status")).containsExactlyElementsOf(keys(ActionRun.of(server, "status --json").out()));
        server.answer("plugins.getAllPluginInfo", array("<value><struct>" + member("name", "string", "a") + "</struct></value>"));
        assertThat(documented("plugins")).containsExactlyElementsOf(keys(ActionRun.of(server, "plugins --json").out()));
        assertThat(documented("avail")).containsExactlyElementsOf(keys(ActionRun.of(server, "avail --json").out()));
    }

    /** The names of the process's members. */
    private static List<String> keys(String json) {
        List<String> keys = new ArrayList<>();
        Matcher members = Pattern.compile("\"(\\w+)\": ").matcher(json.substring(json.indexOf('[') + 1, json.indexOf('}')));
        while (members.find()) {
            keys.add(members.group(1));
        }
        return keys;
    }

    private static List<String> documented(String action) throws IOException {
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf("## `" + action));
        section = section.substring(0, Math.max(section.indexOf("\n## ", 3), 0));
        return Pattern.compile("(?m)^\\| `(\\w+)`").matcher(section).results().map(row -> row.group(1)).toList();
    }
}
