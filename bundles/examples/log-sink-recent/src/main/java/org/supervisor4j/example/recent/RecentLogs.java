package org.supervisor4j.example.recent;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.access.Right;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.log.LogOptions;
import org.supervisor4j.api.log.LogOutlet;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.api.log.LogSource;
import org.supervisor4j.api.rpc.RpcFault;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;
import org.supervisor4j.api.rpc.RpcParameter;
import org.supervisor4j.api.rpc.Subject;

/**
 * The log sink {@code recent} and the methods {@code recent.*} that show what is in it. One component for both, since they share the lines;
 * immediate, so that these do not go with the last call.
 */
@Component(
        immediate = true,
        service = {LogSinkType.class, RpcNamespace.class},
        property = {LogSinkType.NAME + "=recent", RpcNamespace.PREFIX + "=recent"})
public final class RecentLogs implements LogSinkType, RpcNamespace {

    static final int INCORRECT_PARAMETERS = 2; // as the daemon's own methods call it
    static final int NO_FILE = 20; // likewise: there is no such log

    private static final String LINES = "lines";
    private static final int DEFAULT_LINES = 100;
    private static final int MOST_LINES = 10_000;

    private final Rings rings;

    @Activate
    public RecentLogs(@Reference Supervisor supervisor) {
        this(new Rings(id -> supervisor.process(id).isPresent()));
    }

    RecentLogs(Rings rings) {
        this.rings = rings;
    }

    @Override
    public LogOutlet read(LogOptions options) {
        for (String name : options.names()) {
            if (!Set.of(LINES).contains(name)) {
                options.problem(name, "there is no option '" + options.key(name) + "'", options.key(LINES));
            }
        }
        return new RecentOutlet(options.integer(LINES, 1, MOST_LINES).orElse(DEFAULT_LINES), rings);
    }

    @RpcMethod(
            help = "Shows the last lines of a process whose log goes to the sink 'recent'.",
            returns = "array",
            returnsHelp = "structs with time (when the line ended, ISO 8601) and line, the oldest first",
            right = Right.VIEW)
    public List<Map<String, Object>> lines(
            @RpcParameter(name = "name", help = "group:name, or name where both are the same", subject = Subject.PROCESS)
                    String name,
            @RpcParameter(name = "count", help = "how many at most", defaultValue = "100") int count,
            @RpcParameter(name = "stream", help = "stdout or stderr", defaultValue = "stdout") String stream) {
        int colon = name.indexOf(':');
        ProcessId id = colon < 0 ? new ProcessId(name, name) : new ProcessId(name.substring(0, colon), name.substring(colon + 1));
        return answer(rings.find(new LogSource.Channel(id, stream(stream))), count, name + " has no such log");
    }

    @RpcMethod(
            help = "Shows the last lines of the activity log, if it goes to the sink 'recent'.",
            returns = "array",
            returnsHelp = "structs with time and line, the oldest first")
    public List<Map<String, Object>> activity(
            @RpcParameter(name = "count", help = "how many at most", defaultValue = "100") int count) {
        return answer(rings.findActivity(), count, "the activity log does not go to 'recent'");
    }

    private static List<Map<String, Object>> answer(Optional<Ring> ring, int count, String absent) {
        if (count < 0) {
            throw new RpcFault(INCORRECT_PARAMETERS, "INCORRECT_PARAMETERS: count: " + count + " (expected: 0 or more)");
        }
        return ring.orElseThrow(() -> new RpcFault(NO_FILE, "NO_FILE: " + absent)).last(count).stream()
                .map(line -> Map.<String, Object>of("time", line.time().toString(), "line", line.text()))
                .toList();
    }

    private static ProcessStream stream(String name) {
        return switch (name) {
            case "stdout" -> ProcessStream.STDOUT;
            case "stderr" -> ProcessStream.STDERR;
            default -> throw new RpcFault(
                    INCORRECT_PARAMETERS, "INCORRECT_PARAMETERS: stream: " + name + " (expected: stdout or stderr)");
        };
    }
}
