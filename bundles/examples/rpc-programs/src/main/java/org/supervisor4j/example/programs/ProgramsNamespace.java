package org.supervisor4j.example.programs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.access.Right;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.rpc.RpcCaller;
import org.supervisor4j.api.rpc.RpcFault;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;
import org.supervisor4j.api.rpc.RpcParameter;
import org.supervisor4j.api.rpc.Subject;

/**
 * Publishes {@code programs.*}: what stands in no configuration file is supervised all the same. All the work is the kernel's; nothing
 * here waits for it, and what it refuses is a fault by itself. Whoever adds a program runs what he likes as the daemon's user, so that takes
 * the right to administer the daemon, which is what a method asks for that says nothing else; and it is not for a stranger to whom a server
 * without a password gives all rights.
 */
@Component(property = RpcNamespace.PREFIX + "=programs")
public final class ProgramsNamespace implements RpcNamespace {

    static final int INCORRECT_PARAMETERS = 2; // as the daemon's own methods call it
    static final int NOT_ALLOWED = 1_010; // a fault code of our own, away from supervisord's

    private static final Logger log = LoggerFactory.getLogger(ProgramsNamespace.class);

    private final Supervisor supervisor;

    @Activate
    public ProgramsNamespace(@Reference Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @RpcMethod(
            help = "Adds a program until the daemon ends, to an active group or to a new one of that name.",
            returns = "array",
            returnsHelp = "the names of its processes, group:name")
    public CompletableFuture<List<String>> add(
            @RpcParameter(name = "group", help = "the group that its processes belong to") String group,
            @RpcParameter(name = "name", help = "the x of [program:x]") String name,
            @RpcParameter(name = "options", help = "the options of [program:x]: texts, numbers and booleans")
                    Map<String, ?> options) {
        requireNoStranger();
        return supervisor.addProgram(group, name, texts(options)).thenApply(ids -> ids.stream()
                .map(id -> id.group() + ":" + id.name())
                .toList());
    }

    @RpcMethod(help = "Removes a process from its group.", returns = "boolean", returnsHelp = "always true")
    public CompletableFuture<Boolean> remove(
            @RpcParameter(name = "name", help = "group:name, or name where both are the same", subject = Subject.PROCESS)
                    String name,
            @RpcParameter(name = "stop", help = "whether to stop it first, and wait for that", defaultValue = "false")
                    boolean stop) {
        ProcessId id = id(name);
        boolean runs = supervisor.process(id).map(ProcessInfo::state).filter(state -> !state.isStopped()).isPresent();
        CompletableFuture<Void> stopped =
                stop && runs ? supervisor.stop(id, true) : CompletableFuture.completedFuture(null);
        return stopped.thenCompose(_ -> supervisor.removeProcess(id)).thenApply(_ -> true);
    }

    @RpcMethod(
            help = "Writes lines to the log of a process, as if it had written them.",
            returns = "boolean",
            returnsHelp = "always true",
            right = Right.OPERATE)
    public CompletableFuture<Boolean> write(
            @RpcParameter(name = "name", help = "group:name, or name where both are the same", subject = Subject.PROCESS)
                    String name,
            @RpcParameter(name = "stream", help = "stdout or stderr") String stream,
            @RpcParameter(name = "text", help = "one line or several") String text) {
        return supervisor.writeLog(id(name), stream(stream), text).thenApply(_ -> true);
    }

    @RpcMethod(help = "Writes a line to the daemon's activity log.", returns = "boolean", returnsHelp = "always true")
    public boolean log(
            @RpcParameter(name = "message", help = "the line") String message,
            @RpcParameter(name = "level", help = "error, warn, info, debug or trace", defaultValue = "info")
                    String level) {
        // A line, whatever the caller sends: nobody is to forge others.
        log.atLevel(level(level)).log("{}", message.replaceAll("\\R", " "));
        return true;
    }

    private static void requireNoStranger() {
        RpcCaller caller = RpcCaller.current();
        boolean isKnown = switch (caller) {
            case RpcCaller.Local _ -> true; // the mode of the socket lets him in
            case RpcCaller.Remote remote -> remote.isAuthenticated();
            case RpcCaller.Unknown _ -> false;
        };
        if (!isKnown) {
            throw new RpcFault(NOT_ALLOWED, "NOT_ALLOWED: " + caller + " may not add programs"
                    + " (expected: somebody on this machine, by the unix socket, or with a password)");
        }
    }

    private static Map<String, String> texts(Map<String, ?> options) {
        Map<String, String> texts = new LinkedHashMap<>();
        options.forEach((key, value) -> texts.put(key, switch (value) {
            case String text -> text;
            case Integer number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> throw incorrect("options." + key + ": a " + value.getClass().getSimpleName()
                    + " (expected: a text, a whole number or a boolean)");
        }));
        return texts;
    }

    private static ProcessId id(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? new ProcessId(name, name) : new ProcessId(name.substring(0, colon), name.substring(colon + 1));
    }

    private static ProcessStream stream(String name) {
        for (ProcessStream stream : ProcessStream.values()) {
            if (stream.toString().equals(name)) {
                return stream;
            }
        }
        throw incorrect("stream: " + name + " (expected: stdout or stderr)");
    }

    private static Level level(String name) {
        for (Level level : Level.values()) {
            if (level.name().equalsIgnoreCase(name)) {
                return level;
            }
        }
        throw incorrect("level: " + name + " (expected: error, warn, info, debug or trace)");
    }

    private static RpcFault incorrect(String detail) {
        return new RpcFault(INCORRECT_PARAMETERS, "INCORRECT_PARAMETERS: " + detail);
    }
}
