package org.supervisor4j.example.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.access.Right;
import org.supervisor4j.api.rpc.RpcCaller;
import org.supervisor4j.api.rpc.RpcFault;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcParameter;
import org.supervisor4j.api.rpc.Subject;

class ProgramsNamespaceTest {

    private final AskedSupervisor asked = new AskedSupervisor();
    private final ProgramsNamespace programs = new ProgramsNamespace(asked.asSupervisor());

    private CompletableFuture<List<String>> add(RpcCaller caller, Map<String, ?> options) {
        return ScopedValue.where(RpcCaller.CURRENT, () -> caller).call(() -> programs.add("web", "x", options));
    }

    @Test
    void aStrangerToWhomTheServerGivesAllRightsMayNotRunCommands() {
        for (RpcCaller stranger : List.of(new RpcCaller.Remote("192.0.2.1", Optional.empty()), new RpcCaller.Unknown())) {
            assertThatExceptionOfType(RpcFault.class)
                    .isThrownBy(() -> add(stranger, Map.of("command", "/bin/cat")))
                    .withMessageStartingWith("NOT_ALLOWED: " + stranger + " may not add programs")
                    .returns(ProgramsNamespace.NOT_ALLOWED, RpcFault::code);
        }
        assertThat(asked.requests).isEmpty();
        assertThat(add(new RpcCaller.Remote("192.0.2.1", Optional.of("ops")), Map.of("command", "/bin/cat"))).isCompleted();
    }

    @Test
    void optionsReachTheKernelAsTextsAndNamesComeBack() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("command", "/bin/cat");
        options.put("numprocs", 2);
        options.put("autostart", false);

        assertThat(add(new RpcCaller.Local("root", true), options)).isCompletedWithValue(List.of("web:x"));

        assertThat(asked.requests).containsExactly("addProgram [web, x, {command=/bin/cat, numprocs=2, autostart=false}]");
    }

    @Test
    void anOptionThatIsNoTextIsRefused() {
        assertThatExceptionOfType(RpcFault.class)
                .isThrownBy(() -> add(new RpcCaller.Local("root", true), Map.of("environment", Map.of())))
                .withMessageStartingWith("INCORRECT_PARAMETERS: options.environment: a ");
        assertThat(asked.requests).isEmpty();
    }

    @Test
    void whatTheKernelRefusesIsPassedOn() {
        asked.refusal = new ControlException(Reason.STILL_RUNNING, "web:x");
        assertThat(programs.remove("web:x", false).exceptionNow()).isSameAs(asked.refusal);
    }

    @Test
    void aRunningProcessIsStoppedFirstOnlyOnDemand() {
        asked.state = ProcessState.RUNNING;
        assertThat(programs.remove("web:x", false)).isCompletedWithValue(true);
        assertThat(programs.remove("x", true)).isCompletedWithValue(true);
        asked.state = ProcessState.EXITED;
        assertThat(programs.remove("y", true)).isCompletedWithValue(true);

        assertThat(asked.requests)
                .containsExactly("removeProcess [web:x]", "stop [x, true]", "removeProcess [x]", "removeProcess [y]");
    }

    @Test
    void linesGoToTheStreamThatIsNamed() {
        assertThat(programs.write("web:x", "stderr", "line")).isCompletedWithValue(true);
        assertThat(asked.requests).containsExactly("writeLog [web:x, stderr, line]");
        assertThatExceptionOfType(RpcFault.class)
                .isThrownBy(() -> programs.write("x", "stdlog", "line"))
                .withMessage("INCORRECT_PARAMETERS: stream: stdlog (expected: stdout or stderr)");
    }

    @Test
    void whoMayRunAnyCommandAdministersTheDaemonAndNotJustAGroup() throws NoSuchMethodException {
        Method add = ProgramsNamespace.class.getMethod("add", String.class, String.class, Map.class);
        assertThat(add.getAnnotation(RpcMethod.class).right()).isEqualTo(Right.ADMINISTER);
        assertThat(add.getParameters()).extracting(parameter -> parameter.getAnnotation(RpcParameter.class).subject())
                .containsOnly(Subject.NONE);
    }

    @Test
    void aLevelThatDoesNotExistIsRefused() {
        assertThat(programs.log("all is well", "WARN")).isTrue();
        assertThatExceptionOfType(RpcFault.class)
                .isThrownBy(() -> programs.log("all is well", "loud"))
                .withMessage("INCORRECT_PARAMETERS: level: loud (expected: error, warn, info, debug or trace)");
    }
}
