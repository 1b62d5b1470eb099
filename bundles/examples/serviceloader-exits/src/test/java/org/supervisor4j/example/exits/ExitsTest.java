package org.supervisor4j.example.exits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.event.ProcessEventListener;
import org.supervisor4j.api.event.ProcessStateEvent;
import org.supervisor4j.api.event.TickEvent;
import org.supervisor4j.api.rpc.RpcFault;
import org.supervisor4j.api.rpc.RpcNamespace;

class ExitsTest {

    private static final ProcessId CAT = new ProcessId("cat", "cat");
    private static final ProcessId WEB = new ProcessId("web", "web_0");

    private final Exits exits = new Exits(() -> List.of(CAT, WEB));

    private void happens(ProcessId process, ProcessState from, ProcessState to) {
        exits.onEvent(new ProcessStateEvent(process, from, to, 0, 0, false));
    }

    @Test
    void whatEndsByItselfIsCounted() {
        happens(WEB, ProcessState.RUNNING, ProcessState.EXITED);
        happens(WEB, ProcessState.STARTING, ProcessState.BACKOFF);
        happens(WEB, ProcessState.BACKOFF, ProcessState.STARTING);
        exits.onEvent(new TickEvent(5, 0));

        assertThat(exits.count("web:web_0")).isEqualTo(2);
        assertThat(exits.count("cat")).isZero();
        assertThat(exits.all(Access.EVERYTHING)).isEqualTo(Map.of("web:web_0", 2));
    }

    @Test
    void whatDoesNotExistIsAFault() {
        assertThatExceptionOfType(RpcFault.class)
                .isThrownBy(() -> exits.count("nosuch"))
                .withMessage("UNKNOWN: nosuch")
                .returns(Exits.UNKNOWN, RpcFault::code);
    }

    @ParameterizedTest
    @ValueSource(classes = {RpcNamespace.class, ProcessEventListener.class})
    void theDaemonFindsIt(Class<?> extensionPoint) throws IOException {
        try (InputStream file = Exits.class.getResourceAsStream("/META-INF/services/" + extensionPoint.getName())) {
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip()).isEqualTo(Exits.class.getName());
        }
        assertThat(extensionPoint).isAssignableFrom(Exits.class);
    }
}
