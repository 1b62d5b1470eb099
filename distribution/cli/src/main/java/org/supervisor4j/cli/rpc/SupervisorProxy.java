package org.supervisor4j.cli.rpc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The methods of the daemon's namespace {@code supervisor} that the actions need. Every method waits for the daemon,
 * and throws what {@link RpcClient#call} throws; starting and stopping last until the process is up or down.
 */
public final class SupervisorProxy {

    private final RpcClient client;

    /** Calls go through the given client. */
    public SupervisorProxy(RpcClient client) {
        this.client = client;
    }

    /** The version of this interface; ours is 3.0. */
    public String apiVersion() throws IOException {
        return Members.text(client.call("supervisor.getVersion"));
    }

    /** The daemon's own version. */
    public String supervisorVersion() throws IOException {
        return Members.text(client.call("supervisor.getSupervisorVersion"));
    }

    /** The daemon's process id. */
    public int pid() throws IOException {
        return Members.number(client.call("supervisor.getPID"));
    }

    /** Ends the daemon; the call returns before that. */
    public void shutdown() throws IOException {
        client.call("supervisor.shutdown");
    }

    /** Restarts the daemon; the call returns before that. */
    public void restart() throws IOException {
        client.call("supervisor.restart");
    }

    /** Lets the daemon read its files again; nothing else changes. */
    public ConfigurationChanges reloadConfig() throws IOException {
        return ConfigurationChanges.from(client.call("supervisor.reloadConfig"));
    }

    /** Activates a group of the configuration. */
    public void addProcessGroup(String group) throws IOException {
        client.call("supervisor.addProcessGroup", group);
    }

    /** Deactivates a group whose processes are stopped. */
    public void removeProcessGroup(String group) throws IOException {
        client.call("supervisor.removeProcessGroup", group);
    }

    /** All active processes, by group and name. */
    public List<ProcessReport> allProcesses() throws IOException {
        List<ProcessReport> processes = new ArrayList<>();
        for (Object process : Members.list(client.call("supervisor.getAllProcessInfo"))) {
            processes.add(ProcessReport.from(process));
        }
        return processes;
    }

    /** All active processes, with every member that the daemon sends. */
    public List<Map<?, ?>> allProcessDetails() throws IOException {
        return structs(client.call("supervisor.getAllProcessInfo"));
    }

    /** All processes of the configuration, with every member that the daemon sends. */
    public List<Map<?, ?>> configuredProcessDetails() throws IOException {
        return structs(client.call("supervisor.getAllConfigInfo"));
    }

    private static List<Map<?, ?>> structs(Object value) throws MalformedReplyException {
        List<Map<?, ?>> structs = new ArrayList<>();
        for (Object item : Members.list(value)) {
            structs.add(Members.struct(item));
        }
        return structs;
    }

    /** One active process. */
    public ProcessReport process(String name) throws IOException {
        return ProcessReport.from(client.call("supervisor.getProcessInfo", name));
    }

    /** All processes of the configuration, by process name. */
    public List<ConfiguredProcess> configuredProcesses() throws IOException {
        List<ConfiguredProcess> processes = new ArrayList<>();
        for (Object process : Members.list(client.call("supervisor.getAllConfigInfo"))) {
            processes.add(ConfiguredProcess.from(process));
        }
        return processes;
    }

    /** Starts one process. */
    public void startProcess(String name) throws IOException {
        client.call("supervisor.startProcess", name);
    }

    /** Starts what does not run in a group. */
    public List<ProcessResult> startProcessGroup(String group) throws IOException {
        return results(client.call("supervisor.startProcessGroup", group));
    }

    /** Starts what does not run. */
    public List<ProcessResult> startAllProcesses() throws IOException {
        return results(client.call("supervisor.startAllProcesses"));
    }

    /** Stops one process. */
    public void stopProcess(String name) throws IOException {
        client.call("supervisor.stopProcess", name);
    }

    /** Stops what runs in a group. */
    public List<ProcessResult> stopProcessGroup(String group) throws IOException {
        return results(client.call("supervisor.stopProcessGroup", group));
    }

    /** Stops what runs. */
    public List<ProcessResult> stopAllProcesses() throws IOException {
        return results(client.call("supervisor.stopAllProcesses"));
    }

    /** Sends a signal, given by name or number, to one process. */
    public void signalProcess(String name, String signal) throws IOException {
        client.call("supervisor.signalProcess", name, signal);
    }

    /** Sends a signal to what runs in a group. */
    public List<ProcessResult> signalProcessGroup(String group, String signal) throws IOException {
        return results(client.call("supervisor.signalProcessGroup", group, signal));
    }

    /** Sends a signal to what runs. */
    public List<ProcessResult> signalAllProcesses(String signal) throws IOException {
        return results(client.call("supervisor.signalAllProcesses", signal));
    }

    /** Writes characters to the standard input of one process. */
    public void sendProcessStdin(String name, String characters) throws IOException {
        client.call("supervisor.sendProcessStdin", name, characters);
    }

    /** Empties the logs of one process. */
    public void clearProcessLogs(String name) throws IOException {
        client.call("supervisor.clearProcessLogs", name);
    }

    /** Empties the logs of all processes. */
    public List<ProcessResult> clearAllProcessLogs() throws IOException {
        return results(client.call("supervisor.clearAllProcessLogs"));
    }

    /** The daemon's log from an offset on, in bytes; a negative one counts from the end. */
    public String readLog(int offset) throws IOException {
        return Members.text(client.call("supervisor.readLog", offset, 0));
    }

    /** A process's log from an offset on, in bytes; a negative one counts from the end. */
    public String readProcessLog(String name, LogChannel channel, int offset) throws IOException {
        String method = channel == LogChannel.STDOUT
                ? "supervisor.readProcessStdoutLog"
                : "supervisor.readProcessStderrLog";
        return Members.text(client.call(method, name, offset, 0));
    }

    private static List<ProcessResult> results(Object value) throws MalformedReplyException {
        List<ProcessResult> results = new ArrayList<>();
        for (Object result : Members.list(value)) {
            results.add(ProcessResult.from(result));
        }
        return results;
    }
}
