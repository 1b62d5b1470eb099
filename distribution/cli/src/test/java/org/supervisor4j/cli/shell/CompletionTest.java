package org.supervisor4j.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.cli.ScriptedServer;
import org.supervisor4j.cli.action.Actions;
import org.supervisor4j.cli.action.Session;
import org.supervisor4j.cli.rpc.ServerUrl;

@Timeout(30)
class CompletionTest {

    private static final String ASK = "supervisor.getAllProcessInfo";

    @TempDir
    private Path directory;

    private ScriptedServer server;
    private Completion completion;

    @BeforeEach
    void start() throws IOException {
        server = ScriptedServer.at(directory.resolve("s")).answer(ASK, "<array><data>" + process("cat", "cat")
                + process("grp", "grp_00") + process("grp", "grp_01") + process("web", "web") + "</data></array>");
        completion = new Completion(new Actions(), new Session(ServerUrl.parse(server.url()), null, System.out,
                System.err, new PlainInput(InputStream.nullInputStream(), System.out, System.err), true));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static String process(String group, String name) {
        return "<value><struct>" + ScriptedServer.member("group", "string", group)
                + ScriptedServer.member("name", "string", name) + ScriptedServer.member("state", "int", 20)
                + ScriptedServer.member("statename", "string", "RUNNING")
                + ScriptedServer.member("description", "string", "") + ScriptedServer.member("pid", "int", 5)
                + "</struct></value>";
    }

    @Test
    void theFirstWordIsAnAction() {
        assertThat(completion.candidates("", "")).contains("help", "status", "fg", "update").doesNotContain("EOF");
        assertThat(completion.candidates("sta", "sta")).containsExactlyInAnyOrder("start", "status");
        assertThat(completion.candidates("xyz", "xyz")).isEmpty();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void helpIsAboutActions() {
        assertThat(completion.candidates("help re", "re")).containsExactlyInAnyOrder("reload", "remove", "reread",
                "restart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"add", "remove", "update"})
    void someActionsAreAboutGroups(String action) {
        assertThat(completion.candidates(action + " ", "")).containsExactly("cat", "grp", "web");
        assertThat(completion.candidates(action + " cat g", "g")).containsExactly("grp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clear", "fg", "pid", "restart", "signal", "start", "status", "stop", "tail"})
    void othersAreAboutProcesses(String action) {
        assertThat(completion.candidates(action + " ", ""))
                .containsExactly("cat", "grp:grp_00", "grp:*", "grp:grp_01", "web");
        assertThat(completion.candidates(action + " grp:", "grp:"))
                .containsExactly("grp:grp_00", "grp:*", "grp:grp_01");
        assertThat(completion.candidates(action + " web:", "web:")).containsExactly("web:web", "web:*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"avail", "exit", "maintail", "open", "reload", "shutdown", "version", "nosuch"})
    void theRestIsAboutNothing(String action) {
        assertThat(completion.candidates(action + " ", "")).isEmpty();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void theDaemonIsAskedOncePerLine() {
        completion.candidates("fg ", "");
        completion.candidates("fg c", "c");
        assertThat(server.requests()).hasSize(1);
        completion.forget();
        completion.candidates("fg c", "c");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aDaemonThatCannotBeAskedLeavesNothingToPropose() throws IOException {
        server.close();
        assertThat(completion.candidates("fg ", "")).isEqualTo(List.of());
    }
}
