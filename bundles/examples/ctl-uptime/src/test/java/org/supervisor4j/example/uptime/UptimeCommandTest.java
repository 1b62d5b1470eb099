package org.supervisor4j.example.uptime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ctl.CtlCommand;
import org.supervisor4j.api.ctl.CtlContext;
import org.supervisor4j.api.rpc.RpcFault;

class UptimeCommandTest {

    private final UptimeCommand uptime = new UptimeCommand();
    private final Daemon daemon = new Daemon();

    @Test
    void theClientFindsIt() {
        assertThat(ServiceLoader.load(CtlCommand.class)).singleElement().isInstanceOf(UptimeCommand.class);
    }

    @Test
    void theYoungestComesFirst() throws Exception {
        uptime.run(daemon, List.of());

        assertThat(daemon.lines).containsExactly("cat: 90 s", "web:web_0: 7300 s");
    }

    @Test
    void theUnitIsAnOption() throws Exception {
        uptime.configure(Map.of("unit", "h"));
        uptime.run(daemon, List.of("web:web_0"));

        assertThat(daemon.lines).containsExactly("web:web_0: 2 h");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> uptime.configure(Map.of("unit", "d")))
                .withMessage("unit: d (expected: s, min or h)");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> uptime.configure(Map.of("colour", "blue")));
    }

    @Test
    void whatDoesNotExistFails() throws Exception {
        uptime.run(daemon, List.of("nosuch", "cat"));

        assertThat(daemon.lines).containsExactly("nosuch: ERROR (no such process)", "cat: 90 s");
        assertThat(daemon.status).isEqualTo(1);
    }

    @Test
    void itKnowsHowNamesGoOn() throws Exception {
        assertThat(uptime.candidates(daemon, "")).containsExactly("web:web_0", "cat");
    }

    /** A daemon with two running processes and one that is stopped. */
    private static final class Daemon implements CtlContext {

        private final List<String> lines = new ArrayList<>();
        private int status;

        private static Map<String, Object> process(String group, String name, int state, int start) {
            return Map.of("group", group, "name", name, "state", state, "start", start, "now", 10_000);
        }

        @Override
        public Object call(String method, Object... parameters) {
            List<Map<String, Object>> all = List.of(process("web", "web_0", 20, 2_700),
                    process("cat", "cat", 20, 9_910), process("off", "off", 0, 0));
            return switch (method + List.of(parameters)) {
                case "supervisor.getAllProcessInfo[]" -> all;
                case "supervisor.getProcessInfo[web:web_0]" -> all.get(0);
                case "supervisor.getProcessInfo[cat]" -> all.get(1);
                default -> throw new RpcFault(10, "BAD_NAME: " + List.of(parameters));
            };
        }

        @Override
        public boolean check() {
            return true;
        }

        @Override
        public String serverUrl() {
            return "unix:///nowhere";
        }

        @Override
        public void print(String line) {
            lines.add(line);
        }

        @Override
        public void printError(String line) {
            lines.add("error: " + line);
        }

        @Override
        public void fail(int newStatus) {
            status = newStatus;
        }

        @Override
        public void leaveShell() {
            throw new AssertionError("nobody asked to leave");
        }
    }
}
