package org.supervisor4j.plugin.logrotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.ctl.CtlCommand;
import org.supervisor4j.api.ctl.CtlContext;
import org.supervisor4j.api.rpc.RpcFault;

class RotateCommandTest {

    private final Terminal terminal = new Terminal();
    private final CtlCommand rotate = new RotateCommand();

    @Test
    void itAsksForEachNameOrForAll() throws IOException {
        rotate.run(terminal, List.of("web", "group:*"));
        rotate.run(terminal, List.of("web", "all"));
        assertThat(terminal.calls).containsExactly("logs.rotate[web]", "logs.rotate[group:*]", "logs.rotateAll[]");
        assertThat(terminal.lines)
                .containsExactly("web: rotated 2 logs", "group:*: rotated 2 logs", "all: rotated 2 logs");
        assertThat(terminal.status).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, UNKNOWN_METHOD, the daemon has no [rpcinterface:logs], 3", "10, BAD_NAME: x, BAD_NAME: x, 1"})
    void aFaultIsSaid(int code, String text, String shown, int status) throws IOException {
        terminal.fault = Optional.of(new RpcFault(code, text));
        rotate.run(terminal, List.of("x"));
        assertThat(terminal.lines).containsExactly("x: ERROR (" + shown + ")");
        assertThat(terminal.status).isEqualTo(status);
    }

    @Test
    void withoutANameItAsksForNothing() throws IOException {
        rotate.run(terminal, List.of());
        assertThat(terminal.calls).isEmpty();
        assertThat(terminal.status).isEqualTo(2);
    }

    @Test
    void itIsListedWhereASectionChoosesIt() {
        assertThat(rotate.help()).isEmpty();
        rotate.configure(Map.of());
        assertThat(rotate.help()).startsWith("rotate <name>\t");
        assertThatThrownBy(() -> rotate.configure(Map.of("a", "b"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(ServiceLoader.load(CtlCommand.class)).hasExactlyElementsOfTypes(RotateCommand.class);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"web, web:web", "g:a, g:a", "g:*, g:a g:b", "g:, g:a g:b", "g, ''", "a, ''", "nobody:*, ''", "web:x, ''"})
    void processesAreNamedAsEverywhere(String name, String expected) {
        List<ProcessInfo> all = Stream.of(new ProcessId("g", "a"), new ProcessId("g", "b"), new ProcessId("web", "web"))
                .map(RotateCommandTest::process)
                .toList();
        assertThat(ProcessNames.select(all, name).stream().map(one -> one.id().group() + ":" + one.id().name()).toList())
                .isEqualTo(Stream.of(expected.split(" ")).filter(word -> !word.isEmpty()).toList());
    }

    private static ProcessInfo process(ProcessId id) {
        return new ProcessInfo(
                id,
                ProcessState.STOPPED,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty());
    }

    private static final class Terminal implements CtlContext {
        private final List<String> calls = new ArrayList<>();
        private final List<String> lines = new ArrayList<>();
        private Optional<RpcFault> fault = Optional.empty();
        private int status;

        @Override
        public Object call(String method, Object... parameters) {
            if (fault.isPresent()) {
                throw fault.get();
            }
            calls.add(method + List.of(parameters));
            return List.of("one", "two");
        }

        @Override
        public boolean check() {
            return true;
        }

        @Override
        public String serverUrl() {
            return "http://localhost:9001";
        }

        @Override
        public void print(String line) {
            lines.add(line);
        }

        @Override
        public void printError(String line) {
            lines.add("error " + line);
        }

        @Override
        public void fail(int newStatus) {
            status = newStatus;
        }

        @Override
        public void leaveShell() {
            lines.add("left");
        }
    }
}
