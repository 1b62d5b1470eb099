package org.supervisor4j.plugin.rpcsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.RecordingSupervisor;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.disk.SimpleDiskWork;
import org.supervisor4j.api.rpc.RpcFault;
import org.supervisor4j.api.rpc.RpcMethod;

@Timeout(30)
class SupervisorNamespaceTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private final RecordingSupervisor kernel = new RecordingSupervisor();
    private final SupervisorNamespace rpc = new SupervisorNamespace(kernel, new SimpleDiskWork(), Clock.fixed(NOW, ZoneOffset.UTC));

    @TempDir
    Path directory;

    @Test
    void theDaemonTellsWhoItIs() {
        assertThat(rpc.getAPIVersion()).isEqualTo("3.0");
        assertThat(rpc.getSupervisorVersion()).isEqualTo("9.8.7");
        assertThat(rpc.getIdentification()).isEqualTo("supervisor");
        assertThat(rpc.getPID()).isEqualTo(4711);
        assertThat(rpc.getState().toString()).isEqualTo("{statecode=1, statename=RUNNING}");
    }

    @Test
    void theMethodsAndTheirOtherNamesAreSupervisords() {
        TreeSet<String> names = new TreeSet<>();
        published().forEach(method -> {
            names.add(method.getName());
            names.addAll(List.of(method.getAnnotation(RpcMethod.class).aliases()));
        });

        assertThat(names)
                .containsExactly(
                        "addProcessGroup", "clearAllProcessLogs", "clearLog", "clearProcessLog", "clearProcessLogs",
                        "getAPIVersion", "getAllConfigInfo", "getAllProcessInfo", "getIdentification", "getPID",
                        "getProcessInfo", "getState", "getSupervisorVersion", "getVersion", "readLog", "readMainLog",
                        "readProcessLog", "readProcessStderrLog", "readProcessStdoutLog", "reloadConfig",
                        "removeProcessGroup", "restart", "sendProcessStdin", "sendRemoteCommEvent",
                        "shutdown", "signalAllProcesses", "signalProcess",
                        "signalProcessGroup", "startAllProcesses", "startProcess", "startProcessGroup",
                        "stopAllProcesses", "stopProcess", "stopProcessGroup", "tailProcessLog", "tailProcessStderrLog",
                        "tailProcessStdoutLog");
    }

    @ParameterizedTest
    @EnumSource(value = DaemonState.class, names = {"RESTARTING", "SHUTDOWN"})
    void whileTheDaemonStopsEveryMethodIsRefusedAndNothingIsAsked(DaemonState state) {
        kernel.state = state;

        published().filter(method -> !method.getName().equals("sendRemoteCommEvent")).forEach(method -> {
            Object[] arguments = Arrays.stream(method.getParameters())
                    .map(SupervisorNamespaceTest::anyArgument)
                    .toArray();
            assertThatExceptionOfType(InvocationTargetException.class)
                    .as(method.getName())
                    .isThrownBy(() -> method.invoke(rpc, arguments))
                    .withCauseInstanceOf(RpcFault.class)
                    .satisfies(e -> assertThat(((RpcFault) e.getCause()).code()).isEqualTo(6))
                    .satisfies(e -> assertThat(e.getCause()).hasMessage("SHUTDOWN_STATE"));
        });
        assertThat(kernel.requests).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(DaemonState.class)
    void listenersAreToldWhateverTheStateIs(DaemonState state) {
        kernel.state = state;

        assertThat(rpc.sendRemoteCommEvent("subject", "für alle")).isTrue();
        assertThat(rpc.sendRemoteCommEvent(1, true)).isTrue();

        assertThat(kernel.requests)
                .containsExactly(
                        "publish RemoteCommunicationEvent[subject=subject, data=für alle]",
                        "publish RemoteCommunicationEvent[subject=1, data=True]");
    }

    @Test
    void shutdownAndRestartAnswerAtOnce() {
        assertThat(rpc.shutdown()).isTrue();
        assertThat(rpc.restart().join()).isEqualTo(true);

        assertThat(kernel.requests).containsExactly("shutdown", "restart");
    }

    @Nested
    class StartStopSignal {

        @ParameterizedTest(name = "{0}")
        @CsvSource({
            "web, start web/web true, stop web/web false, signal web/web HUP",
            "g:p, start g/p true, stop g/p false, signal g/p HUP",
            "g:p:q, start g/p:q true, stop g/p:q false, signal g/p:q HUP"
        })
        void aProcessIsNamedByItselfOrWithItsGroup(String name, String start, String stop, String signal) {
            assertThat(rpc.startProcess(name, true).join()).isEqualTo(true);
            assertThat(rpc.stopProcess(name, false).join()).isEqualTo(true);
            assertThat(rpc.signalProcess(name, "HUP").join()).isEqualTo(true);

            assertThat(kernel.requests).containsExactly(start, stop, signal);
        }

        @ParameterizedTest
        @ValueSource(strings = {"g:*", "g:"})
        void aWildcardIsTheWholeGroupAndAnswersItsArray(String name) {
            kernel.several = CompletableFuture.completedFuture(List.of(
                    new Supervisor.Result(new ProcessId("g", "a"), Optional.empty())));

            assertThat(rpc.startProcess(name, false).join().toString())
                    .isEqualTo("[{name=a, group=g, status=80, description=OK}]");
            rpc.stopProcess(name, true).join();
            rpc.signalProcess(name, "USR1").join();

            assertThat(kernel.requests).containsExactly("startGroup g false", "stopGroup g true", "signalGroup g USR1");
        }

        @Test
        void groupMethodsTakeTheNameAsItIs() {
            rpc.startProcessGroup("g", true).join();
            rpc.stopProcessGroup("g:*", true).join();
            rpc.signalProcessGroup("g", 15).join();
            rpc.startAllProcesses(true, Access.EVERYTHING).join();
            rpc.stopAllProcesses(false, Access.EVERYTHING).join();
            rpc.signalAllProcesses("1", Access.EVERYTHING).join();

            assertThat(kernel.requests)
                    .containsExactly(
                            "startGroup g true", "stopGroup g:* true", "signalGroup g 15",
                            "startAll true", "stopAll false", "signalAll 1");
        }

        @Test
        void aSignalMayBeANumber() {
            rpc.signalProcess("web", 9).join();
            rpc.signalProcess("web", 18.9).join();
            rpc.signalProcess("web", false).join();

            assertThat(kernel.requests).containsExactly("signal web/web 9", "signal web/web 18", "signal web/web 0");
            fault(2, "INCORRECT_PARAMETERS", () -> rpc.signalProcess("web", List.of("HUP")));
        }

        @Test
        void standardInputIsUtf8() {
            assertThat(rpc.sendProcessStdin("g:a", "für\n").join()).isEqualTo(true);

            assertThat(kernel.requests).containsExactly("sendStdin g/a für\n");
            fault(10, "BAD_NAME: g:*", () -> rpc.sendProcessStdin("g:*", "x"));
        }

        @ParameterizedTest
        @CsvSource({"NO_FILE, 20", "NOT_RUNNING, 70", "BAD_NAME, 10"})
        void aRefusedInputNamesTheProcessAsItWasSent(Reason reason, int code) {
            kernel.refuse(reason, "web");

            fault(code, reason + ": web:web", () -> rpc.sendProcessStdin("web:web", "x").join());
        }

        @Test
        void theAnswerIsDeferredAsLongAsTheKernelIs() {
            kernel.single = new CompletableFuture<>();

            CompletableFuture<Object> answer = rpc.startProcess("web", true);

            assertThat(answer).isNotDone();
            kernel.single.completeExceptionally(new ControlException(Reason.SPAWN_ERROR, "web"));
            fault(50, "SPAWN_ERROR: web", answer::join);
        }

        @ParameterizedTest
        @CsvSource({
            "SHUTDOWN_STATE, 6", "BAD_NAME, 10", "BAD_SIGNAL, 11", "NO_FILE, 20", "NOT_EXECUTABLE, 21", "FAILED, 30",
            "ABNORMAL_TERMINATION, 40", "SPAWN_ERROR, 50", "ALREADY_STARTED, 60", "NOT_RUNNING, 70",
            "ALREADY_ADDED, 90",
            "STILL_RUNNING, 91", "CANT_REREAD, 92"
        })
        void everyRefusalOfTheKernelHasItsFault(Reason reason, int code) {
            kernel.refuse(reason, "web");
            fault(code, reason + ": web", () -> rpc.startProcess("web", true).join());

            kernel.refuse(reason, "");
            if (reason != Reason.BAD_NAME && reason != Reason.BAD_SIGNAL) {
                fault(code, reason.name(), () -> rpc.stopAllProcesses(true, Access.EVERYTHING).join());
            }
        }

        @Test
        void anUnknownNameIsAnsweredAsItWasSent() {
            kernel.refuse(Reason.BAD_NAME, "nosuch");

            fault(10, "BAD_NAME: nosuch:*", () -> rpc.startProcess("nosuch:*", true).join());
            fault(10, "BAD_NAME: nosuch:nosuch", () -> rpc.stopProcess("nosuch:nosuch", true).join());
            fault(10, "BAD_NAME: nosuch", () -> rpc.removeProcessGroup("nosuch").join());
        }

        @Test
        void aNameInAnotherFaultIsTheSentOneToo() {
            kernel.refuse(Reason.ALREADY_STARTED, "web");
            fault(60, "ALREADY_STARTED: web:web", () -> rpc.startProcess("web:web", true).join());
            kernel.refuse(Reason.NOT_RUNNING, "web");
            fault(70, "NOT_RUNNING: web:web", () -> rpc.signalProcess("web:web", "HUP").join());
            kernel.refuse(Reason.BAD_SIGNAL, "web");
            fault(11, "BAD_SIGNAL: web", () -> rpc.signalProcess("web:web", "web").join());
            kernel.refuse(Reason.BAD_SIGNAL, "");
            fault(11, "BAD_SIGNAL: ", () -> rpc.signalProcess("web", "").join());
        }

        @Test
        void aDefectOfTheKernelStaysOne() {
            kernel.single = CompletableFuture.failedFuture(new IllegalStateException("defect"));

            assertThatExceptionOfType(CompletionException.class)
                    .isThrownBy(() -> rpc.startProcess("web", true).join())
                    .withCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Nested
    class Information {

        @BeforeEach
        void processes() {
            add("web", "web", Optional.empty(), Optional.empty());
            add("g", "p", Optional.empty(), Optional.empty());
        }

        @Test
        void oneProcessOrAllAreAnswered() {
            assertThat(rpc.getProcessInfo("g:p")).containsEntry("name", "p").containsEntry("now", 1_700_000_000);
            assertThat(rpc.getAllProcessInfo(Access.EVERYTHING))
                    .extracting(info -> info.get("name"))
                    .containsExactly("p", "web");
        }

        @ParameterizedTest
        @ValueSource(strings = {"nosuch", "p", "g:*", "g:", "g:nosuch", "web:*", "", "WEB", " web"})
        void namesOfNoSingleProcessAreBad(String name) {
            fault(10, "BAD_NAME: " + name, () -> rpc.getProcessInfo(name));
            fault(10, "BAD_NAME: " + name, () -> rpc.readProcessStdoutLog(name, 0, 0));
            fault(10, "BAD_NAME: " + name, () -> rpc.tailProcessStderrLog(name, 0, 0));
        }

        @ParameterizedTest
        @ValueSource(strings = {"g:*", "g:"})
        void aGroupsLogsAreNotClearedAtOnce(String name) {
            fault(10, "BAD_NAME: " + name, () -> rpc.clearProcessLogs(name).join());
        }
    }

    @Nested
    class Logs {

        @Test
        void eachMethodReadsItsOwnFile() throws IOException {
            Path out = Files.writeString(directory.resolve("out"), "from stdout");
            Path err = Files.writeString(directory.resolve("err"), "from stderr");
            kernel.activityLog = Optional.of(Files.writeString(directory.resolve("main"), "from supervisord"));
            add("web", "web", Optional.of(out), Optional.of(err));

            assertThat(rpc.readProcessStdoutLog("web", 5, 0)).isEqualTo("stdout");
            assertThat(rpc.readProcessStderrLog("web", -6, 0)).isEqualTo("stderr");
            assertThat(rpc.tailProcessStdoutLog("web", 0, 6)).containsExactly("stdout", 11, true);
            assertThat(rpc.tailProcessStderrLog("web", 11, 6)).containsExactly("", 11, false);
            assertThat(rpc.readLog(5, 10)).isEqualTo("supervisor");
        }

        @Test
        void whatIsNotLoggedIsNoFile() {
            add("web", "web", Optional.empty(), Optional.empty());

            fault(20, "NO_FILE", () -> rpc.readProcessStderrLog("web", 0, 0));
            fault(20, "NO_FILE", () -> rpc.readLog(0, 0));
            assertThat(rpc.tailProcessStderrLog("web", 0, 10)).containsExactly("", 0, false);
        }

        @Test
        void clearingIsTheKernelsWork() {
            assertThat(rpc.clearLog().join()).isEqualTo(true);
            assertThat(rpc.clearProcessLogs("g:p").join()).isEqualTo(true);
            assertThat(rpc.clearAllProcessLogs(Access.EVERYTHING).join()).isEqualTo(List.of());

            assertThat(kernel.requests).containsExactly("clearActivityLog", "clearLogs g/p", "clearAllLogs");
        }
    }

    @Nested
    class Reconfiguration {

        @Test
        void theDifferencesAreThreeArraysInOne() {
            kernel.reread = CompletableFuture.completedFuture(
                    new Supervisor.Reread(List.of("new"), List.of("other"), List.of("old", "older")));

            assertThat(rpc.reloadConfig().join())
                    .isEqualTo(List.of(List.of(List.of("new"), List.of("other"), List.of("old", "older"))));
        }

        @Test
        void aWrongConfigurationIsAFaultWithItsProblem() {
            kernel.refuse(Reason.CANT_REREAD, "could not find config file /etc/x.conf");

            fault(92, "CANT_REREAD: could not find config file /etc/x.conf", () -> rpc.reloadConfig().join());
            fault(92, "CANT_REREAD: could not find config file /etc/x.conf", () -> rpc.restart().join());
        }

        @Test
        void groupsAreAddedAndRemovedByTheirBareNames() {
            assertThat(rpc.addProcessGroup("g").join()).isEqualTo(true);
            assertThat(rpc.removeProcessGroup("g").join()).isEqualTo(true);

            assertThat(kernel.requests).containsExactly("addGroup g", "removeGroup g");
        }
    }

    private void add(String group, String name, Optional<Path> out, Optional<Path> err) {
        ProcessId id = new ProcessId(group, name);
        kernel.processes.put(
                id,
                new ProcessInfo(
                        id, ProcessState.STOPPED, 0, Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.empty(), "", out, err));
    }

    private static Stream<Method> published() {
        return Arrays.stream(SupervisorNamespace.class.getMethods())
                .filter(method -> method.isAnnotationPresent(RpcMethod.class));
    }

    private static Object anyArgument(Parameter parameter) {
        Function<Class<?>, Object> any = type ->
                type == int.class ? (Object) 0
                        : type == boolean.class ? true
                        : type == Access.class ? Access.EVERYTHING
                        : "web";
        return any.apply(parameter.getType());
    }

    private static void fault(int code, String text, ThrowingCallable call) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(call);
        Throwable fault = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        assertThat(fault).isInstanceOf(RpcFault.class).hasMessage(text);
        assertThat(((RpcFault) fault).code()).isEqualTo(code);
    }
}
