package org.supervisor4j.example.exits;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.access.Right;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessEventListener;
import org.supervisor4j.api.event.ProcessStateEvent;
import org.supervisor4j.api.rpc.RpcFault;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;
import org.supervisor4j.api.rpc.RpcParameter;
import org.supervisor4j.api.rpc.Subject;
import org.supervisor4j.api.service.ServiceProperties;

/**
 * Counts how often each process has ended without being asked to, since this plugin came. It hears of that as a listener and tells it as a
 * namespace: the files under {@code META-INF/services} name it for both.
 */
@ServiceProperties({
    RpcNamespace.PREFIX + "=exits",
    ProcessEventListener.TYPES + "=PROCESS_STATE_EXITED",
    ProcessEventListener.TYPES + "=PROCESS_STATE_BACKOFF"
})
public final class Exits implements ProcessEventListener, RpcNamespace {

    static final int UNKNOWN = 1_000; // a fault code of our own, away from supervisord's

    private final Supplier<List<ProcessId>> processes;
    private final Map<ProcessId, Integer> counts = new ConcurrentHashMap<>(); // written by one thread, read by others

    /** The daemon hands over what the constructor asks for. */
    public Exits(Supervisor supervisor) {
        this(() -> supervisor.processes().stream().map(ProcessInfo::id).toList());
    }

    Exits(Supplier<List<ProcessId>> processes) { // what the test calls
        this.processes = processes;
    }

    @Override
    public void onEvent(Event event) {
        if (event instanceof ProcessStateEvent change && ended(change.to())) {
            counts.merge(change.process(), 1, Integer::sum);
        }
    }

    private static boolean ended(ProcessState state) {
        return state == ProcessState.EXITED || state == ProcessState.BACKOFF;
    }

    @RpcMethod(help = "Tells how often a process has ended by itself.", returns = "int", right = Right.VIEW)
    public int count(
            @RpcParameter(name = "name", help = "the process, as supervisorctl shows it", subject = Subject.PROCESS) String name) {
        return processes.get().stream()
                .filter(id -> id.toString().equals(name))
                .findFirst()
                .map(id -> counts.getOrDefault(id, 0))
                .orElseThrow(() -> new RpcFault(UNKNOWN, "UNKNOWN: " + name));
    }

    @RpcMethod(
            help = "Tells of all processes that have ended by themselves.", returns = "struct", returnsHelp = "how often, by name",
            right = Right.VIEW)
    public Map<String, Integer> all(Access access) {
        Map<String, Integer> byName = new TreeMap<>();
        counts.forEach((process, count) -> {
            if (access.mayView(process.group())) {
                byName.put(process.toString(), count);
            }
        });
        return byName;
    }
}
