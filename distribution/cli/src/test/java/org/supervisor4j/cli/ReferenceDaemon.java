package org.supervisor4j.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.supervisor4j.cli.rpc.ProcessReport;
import org.supervisor4j.cli.rpc.RpcClient;
import org.supervisor4j.cli.rpc.ServerUrl;
import org.supervisor4j.cli.rpc.SupervisorProxy;

/** The reference's own supervisord, running in a directory of the test, with programs of many kinds. */
final class ReferenceDaemon {

    static final Path SUPERVISORD = Path.of("/usr/bin/supervisord");
    static final Path SUPERVISORCTL = Path.of("/usr/bin/supervisorctl");

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String GO = "go";

    final Path directory;
    final Map<String, String> sections = new LinkedHashMap<>();
    final int port;
    private final Process process;

    private ReferenceDaemon(Path directory, List<String> programs) throws IOException {
        this.directory = directory;
        this.port = freePort();
        addSections();
        if (!programs.isEmpty()) {
            sections.keySet().removeIf(name -> isProgram(name) && !programs.contains(name));
        }
        write();
        this.process = new ProcessBuilder(SUPERVISORD.toString(), "-n", "-c", file().toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("daemon.out").toFile())
                .directory(directory.toFile())
                .start();
    }

    private static boolean isProgram(String section) {
        return section.startsWith("program:") || section.startsWith("group:");
    }

    /** The program "stubborn", which takes its time to stop, stops now. */
    void letGo() throws IOException {
        Files.createFile(directory.resolve(GO));
    }

    /**
     * Starts one, without waiting for its programs.
     *
     * @param programs the sections to begin with; all of them if none is named
     */
    static ReferenceDaemon start(Path directory, String... programs) throws IOException {
        if (!Files.isExecutable(SUPERVISORD) || !Files.isExecutable(SUPERVISORCTL)) {
            throw new AssertionError("the reference is not installed: apt-get install supervisor");
        }
        return new ReferenceDaemon(Files.createDirectories(directory), List.of(programs));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void addSections() throws IOException {
        Path plain = Files.writeString(directory.resolve("plain"), "not a program");
        sections.put("unix_http_server", "file=%(here)s/s");
        sections.put("inet_http_server", "port=127.0.0.1:" + port + "\nusername=user\npassword=pw");
        sections.put("supervisord", "logfile=%(here)s/d.log\npidfile=%(here)s/d.pid\nchildlogdir=%(here)s");
        sections.put("rpcinterface:supervisor",
                "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface");
        sections.put("supervisorctl", "serverurl=unix://%(here)s/s");
        sections.put("program:cat", "command=/bin/cat");
        sections.put("program:echoer", "command=/bin/sh -c \"for i in 1 2 3; do echo line $i; echo err $i >&2; done;"
                + " exec sleep 1000\"");
        sections.put("program:grp", "command=/bin/sleep 1000\nnumprocs=3\nprocess_name=grp_%(process_num)02d");
        sections.put("program:a", "command=/bin/sleep 1000\npriority=5");
        sections.put("program:b", "command=/bin/sleep 1000\npriority=3");
        sections.put("group:ab", "programs=a,b\npriority=7");
        sections.put("program:manual", "command=/bin/sleep 1000\nautostart=false");
        sections.put("program:stubborn", "command=/bin/sh -c \"trap '' TERM USR1; until [ -e '" + directory.resolve(GO)
                + "' ]; do sleep 0.1; done\"\nautostart=false\nstopwaitsecs=60");
        sections.put("program:missing", "command=/no/such/file\nautostart=false");
        sections.put("program:noexec", "command=" + plain + "\nautostart=false");
        sections.put("program:isdir", "command=/tmp\nautostart=false");
        sections.put("program:badparse", "command=/bin/echo 'open\nautostart=false");
        sections.put("program:quick", "command=/bin/false\nstartretries=1");
        sections.put("program:flapping", "command=/bin/false\nstartretries=1000\nautostart=false");
        sections.put("program:oneshot", "command=/bin/true\nstartsecs=0\nautorestart=false");
        sections.put("program:nolog", "command=/bin/sleep 1000\nstdout_logfile=NONE\nstderr_logfile=NONE");
    }

    /** Writes the sections into the configuration file. */
    void write() throws IOException {
        Files.writeString(file(), sections.entrySet().stream()
                .map(section -> "[" + section.getKey() + "]\n" + section.getValue() + "\n")
                .collect(Collectors.joining()));
    }

    Path file() {
        return directory.resolve("c");
    }

    String url() {
        return "unix://" + directory.resolve("s");
    }

    String inetUrl() {
        return "http://127.0.0.1:" + port;
    }

    /** Waits until all programs that start by themselves are in the states in which they stay. */
    ReferenceDaemon settled() {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            Map<String, String> states = states();
            return !states.isEmpty() && states.entrySet().stream().allMatch(ReferenceDaemon::isSettled);
        });
        return this;
    }

    private static boolean isSettled(Map.Entry<String, String> process) {
        return process.getValue().equals(switch (process.getKey()) {
            case "quick" -> "FATAL";
            case "oneshot" -> "EXITED";
            case "manual", "flapping", "stubborn", "missing", "noexec", "isdir", "badparse" -> "STOPPED";
            default -> "RUNNING";
        });
    }

    /** Waits until a program is in a state. */
    void awaitState(String name, String state) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> state.equals(states().get(name)));
    }

    /** Waits until a program's log has the given text. */
    void awaitLog(String name, String text) {
        await().atMost(PATIENCE).until(() -> InProcess.run("-c", file().toString(), "tail", name).out().contains(text));
    }

    private Map<String, String> states() throws IOException {
        try (RpcClient client = new RpcClient(ServerUrl.parse(url()), null)) {
            return new SupervisorProxy(client).allProcesses().stream()
                    .collect(Collectors.toMap(ProcessReport::name, ProcessReport::stateName));
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for the daemon's own end. */
    int exitStatus() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("supervisord still runs");
        }
        return process.exitValue();
    }

    /** Runs our supervisorctl. */
    Outcome ours(String... args) {
        return oursTyping("", args);
    }

    /** Runs our supervisorctl with lines on standard input. */
    Outcome oursTyping(String input, String... args) {
        return InProcess.run(Map.of(), directory, input, arguments(args).toArray(String[]::new));
    }

    /** Runs the reference's supervisorctl. */
    Outcome reference(String... args) throws IOException, InterruptedException {
        return referenceTyping("", args);
    }

    /** Runs the reference's supervisorctl with lines on standard input. */
    Outcome referenceTyping(String input, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SUPERVISORCTL.toString()));
        command.addAll(arguments(args));
        return run(input, command);
    }

    /** Both read the daemon's file, unless the test says otherwise. */
    private List<String> arguments(String... args) {
        List<String> all = new ArrayList<>();
        if (!List.of(args).contains("-c")) {
            all.addAll(List.of("-c", file().toString()));
        }
        all.addAll(List.of(args));
        return all;
    }

    private Outcome run(String input, List<String> command) throws IOException, InterruptedException {
        Path in = Files.writeString(Files.createTempFile(directory, "run", ".in"), input);
        Path out = Files.createTempFile(directory, "run", ".out");
        Path err = Files.createTempFile(directory, "run", ".err");
        Process run = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!run.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(command + " does not end");
            }
            return new Outcome(run.exitValue(), Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            run.destroyForcibly();
        }
    }

    /** Ends the daemon and all that it runs, at once: an orderly shutdown takes a second for each group. */
    void stop() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly().waitFor();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
