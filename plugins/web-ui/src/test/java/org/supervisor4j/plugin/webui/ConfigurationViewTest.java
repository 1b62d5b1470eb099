package org.supervisor4j.plugin.webui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.ProgramInfo;
import org.supervisor4j.api.RecordingSupervisor;
import org.supervisor4j.api.access.Access;

class ConfigurationViewTest {

    private static final ProcessId WEB = new ProcessId("web", "web");

    private final RecordingSupervisor supervisor = new RecordingSupervisor();

    private Map<String, Object> shownTo(Access access) {
        supervisor.has("web", ProcessState.RUNNING);
        ProcessInfo process = supervisor.process(WEB).orElseThrow();
        return ConfigurationView.of(program("/bin/web"), process, access);
    }

    private static ProgramInfo program(String command) {
        ProgramInfo.Output output = new ProgramInfo.Output("/log", 5, 1, 0, false, false);
        Map<String, String> further = new LinkedHashMap<>();
        further.put("stdout_logsinks", "remote");
        further.put("stdout_remote_token", "t0k3n");
        return new ProgramInfo(WEB, 1, 2, true, true, "true", command, Optional.empty(), OptionalInt.empty(), List.of(0),
                1, 3, 15, 10, true, false, output, output, Optional.empty(), true, OptionalInt.of(022),
                new TreeMap<>(Map.of("PLACE", "here", "DB_PASSWORD", "hush")), further);
    }

    @Test
    void whoOperatesItSeesAllButSecrets() {
        assertThat(shownTo(new OnlyGroups(Set.of("web"), Set.of("web"))))
                .containsEntry("umask", "022")
                .containsEntry("stopasgroup", true)
                .containsEntry("killasgroup", true)
                .containsEntry("stdout_logsinks", "remote")
                .containsEntry("stdout_remote_token", "(hidden)")
                .containsEntry("environment", Map.of("PLACE", "here", "DB_PASSWORD", "(hidden)"));
    }

    @Test
    void whatAProcessHasIsToldAfterARereadTooAndThatTheFileSaysSomethingElse() throws Exception {
        supervisor.has("web", ProcessState.RUNNING);
        supervisor.programs.add(program("/bin/old"));
        supervisor.active.add(program("/bin/old"));
        RunningPage page = new RunningPage(supervisor);
        try {
            assertThat(page.get("/api/process?name=web").body()).contains("\"/bin/old\"").contains("\"outdated\":false");
            supervisor.programs.set(0, program("/bin/new")); // a reread
            assertThat(page.get("/api/process?name=web").body()).contains("\"/bin/old\"").contains("\"outdated\":true");
            supervisor.programs.clear();
            assertThat(page.get("/api/process?name=web").body()).contains("\"/bin/old\"").contains("\"outdated\":true");
            supervisor.active.clear(); // it has been added, and stands in no file
            assertThat(page.get("/api/process?name=web").body()).contains("\"configuration\":{},\"outdated\":false");
        } finally {
            page.close();
        }
    }

    @Test
    void whoOnlyLooksSeesWhichVariablesThereAre() {
        assertThat(shownTo(new OnlyGroups(Set.of("web"), Set.of())))
                .containsEntry("command", "/bin/web")
                .containsEntry("stdout_logsinks", "remote")
                .containsEntry("environment", Map.of("PLACE", "(hidden)", "DB_PASSWORD", "(hidden)"));
    }

    @ParameterizedTest
    @CsvSource({"API_KEY, x, (hidden)", "AWS_ACCESS_KEY_ID, x, (hidden)", "passphrase, x, (hidden)", "GITHUB_TOKEN, x, (hidden)",
        "KEYBOARD, de, de", "DATABASE_URL, postgres://me:hush@db/x, postgres://(hidden)@db/x", "AUTHOR, me, me", "HTTP_AUTH, x, (hidden)",
        "PATH, /bin:/usr/bin, /bin:/usr/bin", "SECRET, '', ''", "HOME_PAGE, https://host/a@b, https://host/a@b"})
    void aSecretIsKnownByItsName(String name, String value, String shown) {
        assertThat(Secrets.shown(name, value)).isEqualTo(shown);
    }
}
