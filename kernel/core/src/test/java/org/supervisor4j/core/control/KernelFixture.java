package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogTarget;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.DaemonConfig;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.LogLevel;
import org.supervisor4j.config.LogOutputs;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.ProgramRequest;
import org.supervisor4j.config.SupervisorConfig;
import org.supervisor4j.core.ManualTime;
import org.supervisor4j.config.plugin.PluginCalls;
import org.supervisor4j.core.HostedPlugins;
import org.supervisor4j.core.event.EventBus;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.core.output.LogPump;
import org.supervisor4j.core.process.ChildEnvironment;
import org.supervisor4j.core.process.ChildLauncher;
import org.supervisor4j.posix.FakePosix;

/** A whole kernel on the test's own thread, over an operating system and a time that the test controls. */
final class KernelFixture {

    final FakePosix posix = new FakePosix();
    final ManualTime time = new ManualTime();
    /** What reached the sinks, by file name. */
    final Map<String, StringBuilder> logs = new HashMap<>();
    /** What the next reread finds. */
    Optional<SupervisorConfig> onDisk = Optional.empty();
    Optional<ConfigurationException> broken = Optional.empty();
    /** What the options of an added program say. */
    List<ProcessConfig> requested = List.of();

    /** What befalls every sink that is to write, to be cleared, opened again or closed. */
    Trouble sinkTrouble = () -> {};
    /** What befalls every log file that is to be opened. */
    Trouble openingTrouble = () -> {};

    /** Throws what a sink may throw, or nothing. */
    @FunctionalInterface
    interface Trouble {
        void strike() throws IOException;
    }

    /** Whether launches wait for {@link #releaseSpawner}. */
    boolean spawnerIsBusy;

    private final List<Runnable> waitingForSpawner = new ArrayList<>();
    private final EventLoop loop = new EventLoop("kernel-loop", posix.openPoller(), time);
    private final EventLoop pumpLoop = new EventLoop("log-pump", posix.openPoller(), time);
    final Kernel kernel;
    final SupervisorService service;

    KernelFixture() {
        this(PluginCalls.DIRECT);
    }

    KernelFixture(PluginCalls calls) {
        loop.own();
        pumpLoop.own();
        EventBus events = new EventBus(loop);
        LogPump pump = new LogPump(pumpLoop, posix);
        ChildLauncher launcher = new ChildLauncher(
                this::runOnSpawner, posix, () -> this::openLog, events, pump, new HostedPlugins(_ -> "some.jar", calls));
        kernel = new Kernel(loop, pump, launcher, posix, time, events);
        service = new SupervisorService(
                kernel, new Disk(), new NoActivityLog(), Map.of("PATH", "/bin"), "test", Runnable::run, Runnable::run);
    }

    private LogSink openLog(LogTarget target) throws IOException {
        openingTrouble.strike();
        return new RecordingSink(target.file());
    }

    private void runOnSpawner(Runnable task) {
        if (spawnerIsBusy) {
            waitingForSpawner.add(task);
        } else {
            task.run();
        }
    }

    /** The thread that spawns has finished with whatever it was doing. */
    void releaseSpawner() {
        spawnerIsBusy = false;
        waitingForSpawner.forEach(Runnable::run);
        waitingForSpawner.clear();
        settle();
    }

    private final class Disk implements ConfigurationSource {
        @Override
        public SupervisorConfig read() throws ConfigurationException {
            return unlessBroken(onDisk.orElseThrow());
        }

        @Override
        public List<ProcessConfig> readProgram(SupervisorConfig configuration, ProgramRequest request)
                throws ConfigurationException {
            return unlessBroken(requested);
        }

        private <T> T unlessBroken(T answer) throws ConfigurationException {
            if (broken.isPresent()) {
                throw broken.get();
            }
            return answer;
        }
    }

    KernelFixture start(GroupConfig... groups) throws IOException {
        SupervisorConfig config = config(groups);
        onDisk = Optional.of(config);
        kernel.prepare(config)
                .begin(new ChildEnvironment(Map.of("PATH", "/bin"), Map.of("SUPERVISOR_SERVER_URL", "unix:///s")));
        settle();
        return this;
    }

    static SupervisorConfig config(GroupConfig... groups) {
        DaemonConfig daemon = new DaemonConfig(
                Optional.empty(), 0, 0, LogLevel.INFO, Path.of("/nowhere.pid"), 022, true, false, 1024, 200, true,
                Path.of("/tmp"), Optional.empty(), Optional.empty(), false, Map.of(), "supervisor",
                LogOutputs.NONE);
        return new SupervisorConfig(Path.of("test.conf"), daemon, List.of(groups), List.of(), _ -> List.of());
    }

    /** Lets everything happen that is due. */
    void settle() {
        for (int i = 0; i < 20; i++) {
            loop.turn();
            pumpLoop.turn();
        }
    }

    void pass(Duration duration) {
        time.pass(duration);
        settle();
    }

    void passSeconds(double seconds) {
        pass(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    void exit(int pid, int code) {
        posix.exit(pid, code);
        settle();
    }

    void die(int pid, int signal) {
        posix.die(pid, signal);
        settle();
    }

    ProcessInfo info(String name) {
        return service.process(id(name)).orElseThrow();
    }

    ProcessState state(String name) {
        return info(name).state();
    }

    static ProcessId id(String name) {
        String[] parts = name.split(":");
        return new ProcessId(parts[0], parts[parts.length - 1]);
    }

    <T> CompletableFuture<T> settled(CompletableFuture<T> future) {
        settle();
        return future;
    }

    static void assertRefused(CompletableFuture<?> answer, ControlException.Reason reason, String detail) {
        assertThat(answer).isCompletedExceptionally();
        assertThat(answer.exceptionNow())
                .isInstanceOfSatisfying(ControlException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessage(detail);
    }

    static List<String> outcomes(CompletableFuture<List<org.supervisor4j.api.Supervisor.Result>> answer) {
        return answer.join().stream()
                .map(result -> result.id() + " "
                        + result.failure().map(failure -> failure.reason().name()).orElse("OK"))
                .toList();
    }

    List<Integer> killedPids() {
        return posix.kills.stream().map(FakePosix.Kill::pid).toList();
    }

    Stream<String> spawnedNames() {
        return posix.spawned.stream().map(request -> request.environment().get("SUPERVISOR_PROCESS_NAME"));
    }

    private final class RecordingSink implements LogSink {
        private final String file;

        RecordingSink(Path file) {
            this.file = file.toString();
            logs.computeIfAbsent(this.file, _ -> new StringBuilder());
        }

        @Override
        public void write(ByteBuffer data) throws IOException {
            sinkTrouble.strike();
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            logs.get(file).append(new String(bytes));
        }

        @Override
        public void reopen() throws IOException {
            sinkTrouble.strike();
            logs.get(file).append("[reopened]");
        }

        @Override
        public void clear() throws IOException {
            sinkTrouble.strike();
            logs.get(file).setLength(0);
        }

        @Override
        public void close() throws IOException {
            sinkTrouble.strike();
            logs.get(file).append("[closed]");
        }
    }

    private static final class NoActivityLog implements ActivityLog {
        @Override
        public Optional<Path> file() {
            return Optional.empty();
        }

        @Override
        public void reopen() {
            throw new IllegalStateException("there is none");
        }

        @Override
        public void clear() {
            throw new IllegalStateException("there is none");
        }
    }
}
