package org.supervisor4j.plugin.rpcsupervisor;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.access.Right;
import org.supervisor4j.api.disk.DiskWork;
import org.supervisor4j.api.event.RemoteCommunicationEvent;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;
import org.supervisor4j.api.rpc.RpcParameter;

/** Those methods of supervisord's control interface that are about the daemon itself. */
abstract class DaemonMethods implements RpcNamespace {

    /** Clients compare it for equality. */
    static final String API_VERSION = "3.0";

    static final String OFFSET = "the byte to begin at; negative, with length 0, for so many bytes of the end";
    static final String LENGTH = "the number of bytes; 0 for all";
    static final String TRUE = "always true";

    private final Supervisor supervisor;
    private final LogReads reads;

    DaemonMethods(Supervisor supervisor, DiskWork disks) {
        this.supervisor = supervisor;
        this.reads = new LogReads(disks);
    }

    @RpcMethod(
            help = "Tells the version of this interface.",
            returns = "string",
            aliases = "getVersion",
            right = Right.VIEW)
    public String getAPIVersion() {
        running();
        return API_VERSION;
    }

    @RpcMethod(help = "Tells the version of the daemon.", returns = "string", right = Right.VIEW)
    public String getSupervisorVersion() {
        return running().version();
    }

    @RpcMethod(help = "Tells the configured identifier of the daemon.", returns = "string", right = Right.VIEW)
    public String getIdentification() {
        return running().identifier();
    }

    @RpcMethod(
            help = "Tells the state of the daemon.",
            returns = "struct",
            returnsHelp = "statecode and statename",
            right = Right.VIEW)
    public Map<String, Object> getState() {
        DaemonState state = running().state();
        Map<String, Object> struct = new LinkedHashMap<>();
        struct.put("statecode", state.code());
        struct.put("statename", state.name());
        return struct;
    }

    @RpcMethod(help = "Tells the process id of the daemon.", returns = "int", right = Right.VIEW)
    public int getPID() {
        return Structs.clamp(running().pid());
    }

    @RpcMethod(
            help = "Stops all processes and ends the daemon; answers before that.",
            returns = "boolean",
            returnsHelp = TRUE)
    public boolean shutdown() {
        running().shutdown();
        return true;
    }

    @RpcMethod(
            help = "Stops all processes and starts the daemon anew under the same process id; answers before that. "
                    + "Refused if the configuration could not be read then.",
            returns = "boolean",
            returnsHelp = TRUE)
    public CompletableFuture<Object> restart() {
        return Requests.single(running().restart(), "");
    }

    @RpcMethod(
            help = "Reads the configuration again and compares it; changes no process.",
            returns = "array",
            returnsHelp = "one array of three: the names of groups added, changed and removed")
    public CompletableFuture<Object> reloadConfig() {
        return Requests.translated(
                running().reread(), "", reread -> List.of(List.of(reread.added(), reread.changed(), reread.removed())));
    }

    @RpcMethod(help = "Reads a piece of the daemon's own log.", returns = "string", aliases = "readMainLog")
    public String readLog(
            @RpcParameter(name = "offset", help = OFFSET) int offset,
            @RpcParameter(name = "length", help = LENGTH) int length) {
        return log(running().activityLog()).read(offset, length);
    }

    @RpcMethod(help = "Removes the daemon's own log and begins a new one.", returns = "boolean", returnsHelp = TRUE)
    public CompletableFuture<Object> clearLog() {
        return Requests.single(running().clearActivityLog(), "");
    }

    @RpcMethod(
            help = "Tells the daemon's event listeners something; works while it ends, too.",
            returns = "boolean",
            returnsHelp = TRUE)
    public boolean sendRemoteCommEvent(
            @RpcParameter(name = "type", help = "what it is about") Object type,
            @RpcParameter(name = "data", help = "anything") Object data) {
        supervisor.publish(new RemoteCommunicationEvent(PythonText.of(type), PythonText.of(data)));
        return true;
    }

    final LogFile log(Optional<Path> file) {
        return new LogFile(file, reads);
    }

    final void endReads() {
        reads.close();
    }

    /** The kernel, if it takes requests. */
    final Supervisor running() {
        if (supervisor.state() != DaemonState.RUNNING) {
            throw Faults.of(Reason.SHUTDOWN_STATE, "");
        }
        return supervisor;
    }
}
