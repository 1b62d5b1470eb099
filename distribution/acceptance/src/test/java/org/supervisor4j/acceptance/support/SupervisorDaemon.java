package org.supervisor4j.acceptance.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A supervisord, ours or the reference's, in the foreground as a child of the test, in the folder of its configuration.
 * When it is closed, it and whatever it has started are gone, whatever became of it.
 */
public final class SupervisorDaemon implements AutoCloseable {

    private static final String MARK = "SUPERVISOR_ACCEPTANCE_TEST";
    private static final int SHOWN = 2_500; // characters of output in a failure's report
    private static final ThreadLocal<List<SupervisorDaemon>> STARTED = ThreadLocal.withInitial(ArrayList::new);
    private static final Pattern STATUS = Pattern.compile("(?s).*<name>statename</name>\\s*<value><string>(\\w+)<.*");
    private static final Pattern PID = Pattern.compile("(?s).*<name>pid</name>\\s*<value><int>(\\d+)<.*");

    private final Software software;
    private final Path directory;
    private final Path output;
    private final String mark;
    private final Process process;

    private SupervisorDaemon(Software software, Path directory, List<String> command) {
        this.software = software;
        this.directory = directory;
        this.output = directory.resolve("daemon.out");
        this.mark = directory + "#" + System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().put(MARK, mark);
        try {
            this.process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        STARTED.get().add(this);
    }

    /** Starts one and waits until it answers at its unix socket. */
    public static SupervisorDaemon start(Software software, Conf conf, String... options) {
        return start(software, software.supervisord(), conf, options);
    }

    public static SupervisorDaemon start(Conf conf, String... options) {
        return start(Software.OURS, conf, options);
    }

    /** Starts one that is installed in a folder of its own. */
    public static SupervisorDaemon startFrom(Path distribution, Conf conf) {
        return start(Software.OURS, distribution.resolve("bin/supervisord").toString(), conf);
    }

    private static SupervisorDaemon start(Software software, String program, Conf conf, String... options) {
        SupervisorDaemon daemon = launch(software, program, conf, options);
        try {
            daemon.awaitAnswer();
        } catch (RuntimeException | Error e) {
            daemon.close();
            throw e;
        }
        return daemon;
    }

    /** Starts one without waiting for anything. */
    public static SupervisorDaemon launch(Software software, String program, Conf conf, String... options) {
        List<String> command = new ArrayList<>(List.of(program, "-n", "-c", conf.write().toString()));
        command.addAll(List.of(options));
        return new SupervisorDaemon(software, conf.directory(), command);
    }

    static List<SupervisorDaemon> startedHere() {
        List<SupervisorDaemon> started = STARTED.get();
        started.removeIf(daemon -> !Files.exists(daemon.output)); // its test is over
        return started;
    }

    public void awaitAnswer() {
        Await.until(this + " answers", () -> {
            if (!process.isAlive()) {
                throw new AssertionError(this + " has ended:\n" + lastOutput());
            }
            return rpc().call("supervisor.getState").status() == 200;
        });
    }

    public Path directory() {
        return directory;
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public XmlRpc rpc() {
        return XmlRpc.unix(file("s"));
    }

    /** Runs our supervisorctl with the daemon's configuration file. */
    public Outcome ctl(String... words) {
        return ctl(Software.OURS, words);
    }

    public Outcome ctl(Software client, String... words) {
        List<String> command = new ArrayList<>(List.of(client.supervisorctl(), "-c", file("c").toString()));
        command.addAll(List.of(words));
        return Command.of(directory, command).run();
    }

    /** The state of a process, as {@code group:name} or name. */
    public String state(String name) {
        return found(STATUS, name);
    }

    /** The pid of a process; 0 if it has none. */
    public long pidOf(String name) {
        return Long.parseLong(found(PID, name));
    }

    private String found(Pattern pattern, String name) {
        String body = rpc().call("supervisor.getProcessInfo", XmlRpc.string(name)).body();
        Matcher matcher = pattern.matcher(body);
        if (!matcher.matches()) {
            throw new AssertionError(name + ": " + body);
        }
        return matcher.group(1);
    }

    public void awaitState(String name, String state) {
        Await.asserted(() -> {
            String now = state(name);
            if (!now.equals(state)) {
                throw new AssertionError(name + " is " + now + " (expected: " + state + ")");
            }
        });
    }

    /** What stands in the activity log. */
    public List<LogLine> log() {
        return LogLine.parse(text(file("d.log")));
    }

    /** The messages of the activity log that contain a text. */
    public List<String> messages(String part) {
        return log().stream().map(LogLine::message).filter(message -> message.contains(part)).toList();
    }

    public void awaitMessage(String part) {
        Await.until("'" + part + "' in " + file("d.log"), () -> !messages(part).isEmpty());
    }

    /** All that it wrote to stdout and stderr. */
    public String output() {
        return text(output);
    }

    String lastOutput() {
        String all = output();
        return all.length() <= SHOWN ? all : "...\n" + all.substring(all.length() - SHOWN);
    }

    /** Asks it to end, and waits for that; returns its exit status. */
    public int stop() {
        return stop("TERM");
    }

    public int stop(String signal) {
        LiveProcess.signal(signal, pid());
        return awaitEnd();
    }

    public int awaitEnd() {
        try {
            if (!process.waitFor(Await.DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(this + " does not end:\n" + lastOutput());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + this, e);
        }
    }

    /** Kills the daemon alone, as a crash would; its programs live on. */
    public void crash() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** The processes that it started and that are still there, at any depth. */
    public List<Long> offspring() {
        return LiveProcess.carrying(MARK, mark, directory).stream()
                .filter(pid -> pid != pid()).filter(LiveProcess::isAlive).toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
        Await.until("the programs of " + this + " are gone", () -> {
            List<Long> left = offspring();
            left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            return left.isEmpty();
        });
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return (software == Software.OURS ? "our" : "the reference's") + " supervisord in " + directory;
    }
}
