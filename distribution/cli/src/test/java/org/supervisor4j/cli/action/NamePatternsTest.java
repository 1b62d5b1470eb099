package org.supervisor4j.cli.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.cli.ScriptedServer.member;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.cli.ScriptedServer;

/** Which processes a pattern means; run with {@code stop}, as the calls that reach the daemon. */
class NamePatternsTest {

    @TempDir
    private Path directory;

    private ScriptedServer server;

    @BeforeEach
    void startADaemonWithSomeProcesses() throws IOException {
        StringBuilder processes = new StringBuilder("<array><data>");
        for (String name : List.of("db:db", "web-1:web-1", "web-2:web-2", "web-3:a", "web-3:b", "odd[1]:odd[1]", "odd1:odd1")) {
            String[] parts = name.split(":");
            processes.append("<value><struct>").append(member("group", "string", parts[0]))
                    .append(member("name", "string", parts[1])).append(member("state", "int", 20))
                    .append(member("statename", "string", "RUNNING")).append(member("description", "string", ""))
                    .append(member("pid", "int", 7)).append("</struct></value>");
        }
        server = ScriptedServer.at(directory.resolve("s")).answer("supervisor.getVersion", "<string>3.0</string>")
                .answer("supervisor.getAllProcessInfo", processes + "</data></array>")
                .answer("supervisor.stopProcess", "<boolean>1</boolean>")
                .answer("supervisor.stopAllProcesses", "<array><data></data></array>")
                .answer("supervisor.stopProcessGroup", "<array><data></data></array>")
                .answer("supervisor.clearProcessLogs", "<boolean>1</boolean>");
    }

    @AfterEach
    void stopTheDaemon() throws IOException {
        server.close();
    }

    /** The names that the daemon is asked to stop. */
    private List<String> stopped(String line) {
        assertThat(ActionRun.of(server, line).status()).isZero();
        List<String> names = new ArrayList<>();
        for (String request : server.requests()) {
            if (request.contains("<methodName>supervisor.stop") || request.contains("<methodName>supervisor.clear")) {
                int start = request.indexOf("<string>");
                names.add(start < 0 ? "" : request.substring(start + 8, request.indexOf("</string>")));
            }
        }
        return names;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "web-*            | web-1 web-2",
        "web-[12] db      | web-1 web-2 db",
        "web-?            | web-1 web-2",
        "d*               | db",
        "web-3:*          | web-3",
        "web-3:           | web-3",
        "web-3:?          | web-3:a web-3:b",
        "web-*:a          | web-3:a",
        "web-*:*          | web-1 web-2 web-3",
        "*:b              | web-3:b",
        "*:*              | db web-1 web-2 web-3 odd[1] odd1",
        "odd[1]           | odd[1]",
        "odd*             | odd[1] odd1",
    })
    void patternsMeanTheProcessesThatAreShownSo(String words, String names) {
        assertThat(stopped("stop " + words)).containsExactly(names.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "nothing*", "web-[", "db:x?", "no-*:a"})
    void whatMatchesNothingGoesToTheDaemonAsItIs(String word) {
        assertThat(stopped("stop " + word)).containsExactly(word);
    }

    @Test
    void allWinsOverPatterns() {
        assertThat(stopped("stop web-* all")).containsExactly("");
        assertThat(server.requests()).noneMatch(request -> request.contains("getAllProcessInfo"));
    }

    @Test
    void withoutAPatternTheDaemonIsNotAskedWhatThereIs() {
        stopped("stop db web-3:*");
        assertThat(server.requests()).noneMatch(request -> request.contains("getAllProcessInfo"));
    }

    @Test
    void whereGroupsCannotBeNamedTheirProcessesAre() {
        assertThat(stopped("clear web-*:*")).containsExactly("web-1", "web-2", "web-3:a", "web-3:b");
    }
}
