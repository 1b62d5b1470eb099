package org.supervisor4j.plugin.rpcsupervisor;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.access.Right;
import org.supervisor4j.api.disk.DiskWork;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;
import org.supervisor4j.api.rpc.RpcParameter;
import org.supervisor4j.api.rpc.Subject;

/**
 * Supervisord's control interface: names, parameters, results, faults and their texts are its.
 *
 * <p>What each method does is said in its annotation, for remote callers and readers alike. While the daemon stops or
 * restarts every method answers fault {@code SHUTDOWN_STATE}.
 *
 * <p><b>Threading:</b> any; nothing waits but the log methods, which do so within a bound.
 */
@Component(
        service = RpcNamespace.class,
        property = {
            RpcNamespace.FACTORY + "=supervisor.rpcinterface:make_main_rpcinterface",
            RpcNamespace.FACTORY + "=supervisor",
            RpcNamespace.PROMPT + ":Boolean=true"
        })
public final class SupervisorNamespace extends DaemonMethods {

    private static final String NAME = "the process: name or group:name";
    private static final String NAMES = "the process: name or group:name; or group:* for the whole group";
    private static final String GROUP = "the group";
    private static final String WAIT = "whether to answer only when all is done";
    private static final String SIGNAL = "the signal: HUP, SIGHUP or 1";
    private static final String SEEN = "the size of the log that was answered last, or 0";
    private static final String LAST = "the number of bytes";
    private static final String STATUSES = "for each process a struct of name, group, status and description";
    private static final String TAIL = "the text, the size of the log, and whether there is more than was known of";

    private final Clock clock;

    /** Called by the component runtime. */
    @Activate
    public SupervisorNamespace(@Reference Supervisor supervisor, @Reference DiskWork disks) {
        this(supervisor, disks, Clock.systemDefaultZone());
    }

    SupervisorNamespace(Supervisor supervisor, DiskWork disks, Clock clock) {
        super(supervisor, disks);
        this.clock = clock;
    }

    /** Called by the component runtime. */
    @Deactivate
    void close() {
        endReads();
    }

    @RpcMethod(
            help = "Starts a process.",
            returns = "boolean",
            returnsHelp = "true; for a group the array of startProcessGroup",
            right = Right.OPERATE)
    public CompletableFuture<Object> startProcess(
            @RpcParameter(name = "name", help = NAMES, subject = Subject.PROCESS) String name,
            @RpcParameter(name = "wait", help = WAIT, defaultValue = "true") boolean wait) {
        Supervisor kernel = running();
        return Requests.either(name, id -> kernel.start(id, wait), group -> kernel.startGroup(group, wait));
    }

    @RpcMethod(
            help = "Starts those processes of a group that do not run.",
            returns = "array",
            returnsHelp = STATUSES,
            right = Right.OPERATE)
    public CompletableFuture<Object> startProcessGroup(
            @RpcParameter(name = "name", help = GROUP, subject = Subject.GROUP) String name,
            @RpcParameter(name = "wait", help = WAIT, defaultValue = "true") boolean wait) {
        return Requests.several(running().startGroup(name, wait), name);
    }

    @RpcMethod(
            help = "Starts all processes that do not run.",
            returns = "array",
            returnsHelp = STATUSES,
            right = Right.OPERATE)
    public CompletableFuture<Object> startAllProcesses(
            @RpcParameter(name = "wait", help = WAIT, defaultValue = "true") boolean wait, Access access) {
        Supervisor kernel = running();
        return Requests.several(
                Operable.of(kernel, access).all(() -> kernel.startAll(wait), group -> kernel.startGroup(group, wait)), "");
    }

    @RpcMethod(
            help = "Stops a process.",
            returns = "boolean",
            returnsHelp = "true; for a group the array of stopProcessGroup",
            right = Right.OPERATE)
    public CompletableFuture<Object> stopProcess(
            @RpcParameter(name = "name", help = NAMES, subject = Subject.PROCESS) String name,
            @RpcParameter(name = "wait", help = WAIT, defaultValue = "true") boolean wait) {
        Supervisor kernel = running();
        return Requests.either(name, id -> kernel.stop(id, wait), group -> kernel.stopGroup(group, wait));
    }

    @RpcMethod(
            help = "Stops those processes of a group that run.",
            returns = "array",
            returnsHelp = STATUSES,
            right = Right.OPERATE)
    public CompletableFuture<Object> stopProcessGroup(
            @RpcParameter(name = "name", help = GROUP, subject = Subject.GROUP) String name,
            @RpcParameter(name = "wait", help = WAIT, defaultValue = "true") boolean wait) {
        return Requests.several(running().stopGroup(name, wait), name);
    }

    @RpcMethod(help = "Stops all processes that run.", returns = "array", returnsHelp = STATUSES, right = Right.OPERATE)
    public CompletableFuture<Object> stopAllProcesses(
            @RpcParameter(name = "wait", help = WAIT, defaultValue = "true") boolean wait, Access access) {
        Supervisor kernel = running();
        return Requests.several(
                Operable.of(kernel, access).all(() -> kernel.stopAll(wait), group -> kernel.stopGroup(group, wait)), "");
    }

    @RpcMethod(
            help = "Signals a process.",
            returns = "boolean",
            returnsHelp = "true; for a group the array of signalProcessGroup",
            right = Right.OPERATE)
    public CompletableFuture<Object> signalProcess(
            @RpcParameter(name = "name", help = NAMES, subject = Subject.PROCESS) String name,
            @RpcParameter(name = "signal", help = SIGNAL) Object signal) {
        Supervisor kernel = running();
        String text = signal(signal);
        return Requests.either(name, id -> kernel.signal(id, text), group -> kernel.signalGroup(group, text));
    }

    @RpcMethod(
            help = "Writes a text to the standard input of a process; what it does not read at once is kept for it.",
            returns = "boolean",
            returnsHelp = TRUE)
    public CompletableFuture<Object> sendProcessStdin(
            @RpcParameter(name = "name", help = NAME, subject = Subject.PROCESS) String name,
            @RpcParameter(name = "chars", help = "the text, sent as UTF-8") String chars) {
        return Requests.input(running().sendStdin(Requests.process(name), chars.getBytes(StandardCharsets.UTF_8)), name);
    }

    @RpcMethod(
            help = "Signals all processes of a group.",
            returns = "array",
            returnsHelp = STATUSES,
            right = Right.OPERATE)
    public CompletableFuture<Object> signalProcessGroup(
            @RpcParameter(name = "name", help = GROUP, subject = Subject.GROUP) String name,
            @RpcParameter(name = "signal", help = SIGNAL) Object signal) {
        return Requests.several(running().signalGroup(name, signal(signal)), name);
    }

    @RpcMethod(help = "Signals all processes.", returns = "array", returnsHelp = STATUSES, right = Right.OPERATE)
    public CompletableFuture<Object> signalAllProcesses(
            @RpcParameter(name = "signal", help = SIGNAL) Object signal, Access access) {
        Supervisor kernel = running();
        String text = signal(signal);
        return Requests.several(
                Operable.of(kernel, access).all(() -> kernel.signalAll(text), group -> kernel.signalGroup(group, text)), "");
    }

    @RpcMethod(help = "Tells what is known of a process.", returns = "struct", right = Right.VIEW)
    public Map<String, Object> getProcessInfo(@RpcParameter(name = "name", help = NAME, subject = Subject.PROCESS) String name) {
        return Structs.process(process(name), clock.instant(), clock.getZone());
    }

    @RpcMethod(
            help = "Tells what is known of all processes that the caller may see.",
            returns = "array",
            returnsHelp = "by group, then by name",
            right = Right.VIEW)
    public List<Map<String, Object>> getAllProcessInfo(Access access) {
        Instant now = clock.instant();
        return running().processes().stream()
                .filter(info -> access.mayView(info.id().group()))
                .map(info -> Structs.process(info, now, clock.getZone()))
                .toList();
    }

    @RpcMethod(
            help = "Tells how all processes are configured in the configuration that was read last.",
            returns = "array",
            returnsHelp = "by name of the process",
            right = Right.VIEW)
    public List<Map<String, Object>> getAllConfigInfo(Access access) {
        return running().configuredProcesses().stream()
                .filter(program -> access.mayView(program.id().group()))
                .map(Structs::program)
                .toList();
    }

    @RpcMethod(
            help = "Reads a piece of the stdout log of a process.",
            returns = "string",
            aliases = "readProcessLog",
            right = Right.VIEW)
    public String readProcessStdoutLog(
            @RpcParameter(name = "name", help = NAME, subject = Subject.PROCESS) String name,
            @RpcParameter(name = "offset", help = OFFSET) int offset,
            @RpcParameter(name = "length", help = LENGTH) int length) {
        return log(name, ProcessInfo::stdoutLog).read(offset, length);
    }

    @RpcMethod(help = "Reads a piece of the stderr log of a process.", returns = "string", right = Right.VIEW)
    public String readProcessStderrLog(
            @RpcParameter(name = "name", help = NAME, subject = Subject.PROCESS) String name,
            @RpcParameter(name = "offset", help = OFFSET) int offset,
            @RpcParameter(name = "length", help = LENGTH) int length) {
        return log(name, ProcessInfo::stderrLog).read(offset, length);
    }

    @RpcMethod(
            help = "Reads the end of the stdout log of a process.",
            returns = "array",
            returnsHelp = TAIL,
            aliases = "tailProcessLog",
            right = Right.VIEW)
    public List<Object> tailProcessStdoutLog(
            @RpcParameter(name = "name", help = NAME, subject = Subject.PROCESS) String name,
            @RpcParameter(name = "offset", help = SEEN) int offset,
            @RpcParameter(name = "length", help = LAST) int length) {
        return log(name, ProcessInfo::stdoutLog).tail(offset, length);
    }

    @RpcMethod(
            help = "Reads the end of the stderr log of a process.",
            returns = "array",
            returnsHelp = TAIL,
            right = Right.VIEW)
    public List<Object> tailProcessStderrLog(
            @RpcParameter(name = "name", help = NAME, subject = Subject.PROCESS) String name,
            @RpcParameter(name = "offset", help = SEEN) int offset,
            @RpcParameter(name = "length", help = LAST) int length) {
        return log(name, ProcessInfo::stderrLog).tail(offset, length);
    }

    @RpcMethod(
            help = "Empties both logs of a process; older, rotated ones stay.",
            returns = "boolean",
            returnsHelp = TRUE,
            aliases = "clearProcessLog",
            right = Right.OPERATE)
    public CompletableFuture<Object> clearProcessLogs(@RpcParameter(name = "name", help = NAME, subject = Subject.PROCESS) String name) {
        return Requests.single(running().clearLogs(Requests.process(name)), name);
    }

    @RpcMethod(
            help = "Empties the logs of all processes.",
            returns = "array",
            returnsHelp = STATUSES,
            right = Right.OPERATE)
    public CompletableFuture<Object> clearAllProcessLogs(Access access) {
        Supervisor kernel = running();
        return Requests.several(Operable.of(kernel, access).each(kernel::clearAllLogs, kernel::clearLogs), "");
    }

    @RpcMethod(
            help = "Activates a group of the configuration that was read last.",
            returns = "boolean",
            returnsHelp = TRUE)
    public CompletableFuture<Object> addProcessGroup(@RpcParameter(name = "name", help = GROUP, subject = Subject.GROUP) String name) {
        return Requests.single(running().addGroup(name), name);
    }

    @RpcMethod(help = "Deactivates a group whose processes are all stopped.", returns = "boolean", returnsHelp = TRUE)
    public CompletableFuture<Object> removeProcessGroup(@RpcParameter(name = "name", help = GROUP, subject = Subject.GROUP) String name) {
        return Requests.single(running().removeGroup(name), name);
    }

    private ProcessInfo process(String name) {
        return running().process(Requests.process(name)).orElseThrow(() -> Faults.badName(name));
    }

    private LogFile log(String name, Function<ProcessInfo, Optional<Path>> channel) {
        return log(channel.apply(process(name)));
    }

    /** A name, or a number that some clients send as such; as in supervisord fractions are cut off, and truth is 1. */
    private static String signal(Object signal) {
        return switch (signal) {
            case String text -> text;
            case Integer number -> number.toString();
            case Boolean flag -> flag ? "1" : "0";
            case Double number -> Long.toString((long) (double) number);
            case null, default -> throw Faults.incorrectParameters();
        };
    }
}
