package org.supervisor4j.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessStream;

/**
 * The supervising kernel as plugins see it: an OSGi service that is there before any plugin starts.
 *
 * <p><b>Threading:</b> every method may be called from any thread and returns at once. What is read are immutable
 * snapshots; what is asked for is done by the kernel loop, and the future completes on the loop's own hand-over
 * thread, so dependents must not block it: use the {@code …Async} methods of {@link CompletableFuture} for more than a
 * few instructions.
 *
 * <p><b>Errors:</b> a future that fails does so with a {@link ControlException}. Requests for several processes do not
 * fail for one of them: they answer a {@link Result} for each.
 *
 * <p><b>Lifecycle:</b> before the configuration was accepted, and once the daemon stops or restarts, every request is
 * refused with {@link ControlException.Reason#SHUTDOWN_STATE}; reading goes on.
 */
@ProviderType
public interface Supervisor {

    /** What became of one process in a request for several: no failure means success. */
    record Result(ProcessId id, Optional<ControlException> failure) {}

    /** Names of groups whose configuration differs from what is active, in configuration order. */
    record Reread(List<String> added, List<String> changed, List<String> removed) {
        public Reread {
            added = List.copyOf(added);
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
        }
    }

    /** The configured {@code identifier}. */
    String identifier();

    /** The version of this daemon. */
    String version();

    long pid();

    DaemonState state();

    /** The file that the activity log is written to; empty if it goes elsewhere. */
    Optional<Path> activityLog();

    /** All processes of all active groups, sorted by group, then by name. */
    List<ProcessInfo> processes();

    Optional<ProcessInfo> process(ProcessId id);

    /** All processes of the configuration that was read last, sorted by process name. */
    List<ProgramInfo> configuredProcesses();

    /**
     * The configuration that a process of an active group has: that with which its group was activated, whatever has been read since.
     * What {@link #configuredProcesses()} has of the process equals it unless an update would change something. Empty if there is no such process, or if it was {@linkplain #addProgram added} and stands in no file.
     */
    Optional<ProgramInfo> configuration(ProcessId id);

    /**
     * Starts a process.
     *
     * @param wait whether to answer only when it is RUNNING or its first attempt failed; else as soon as it was spawned
     */
    CompletableFuture<Void> start(ProcessId id, boolean wait);

    /** Starts those processes of a group that do not run, all at once, in the order of their priorities. */
    CompletableFuture<List<Result>> startGroup(String group, boolean wait);

    /** Starts all processes that do not run, all at once, in the order of the priorities. */
    CompletableFuture<List<Result>> startAll(boolean wait);

    /**
     * Stops a process: its stop signal, then SIGKILL after its {@code stopwaitsecs}.
     *
     * @param wait whether to answer only when it is gone
     */
    CompletableFuture<Void> stop(ProcessId id, boolean wait);

    CompletableFuture<List<Result>> stopGroup(String group, boolean wait);

    CompletableFuture<List<Result>> stopAll(boolean wait);

    /**
     * Sends a signal to the process, not to its process group; this does not count as a stop.
     *
     * @param signal a name in any case with or without {@code SIG}, or a number
     */
    CompletableFuture<Void> signal(ProcessId id, String signal);

    CompletableFuture<List<Result>> signalGroup(String group, String signal);

    CompletableFuture<List<Result>> signalAll(String signal);

    /**
     * Writes to the standard input of a process. Answers when the data is on its way: in the pipe, or kept for a process that reads
     * slowly, up to 8 MiB; what comes from several calls arrives in their order and whole.
     *
     * <p>Fails with NOT_RUNNING if it has no child or is being stopped, with NO_FILE if its standard input is closed or no pipe,
     * and with FAILED, sending nothing, if it does not read and too much is waiting for it.
     *
     * @param data copied before the call returns
     */
    CompletableFuture<Void> sendStdin(ProcessId id, byte[] data);

    /** Empties both log files of a process; backups stay. */
    CompletableFuture<Void> clearLogs(ProcessId id);

    CompletableFuture<List<Result>> clearAllLogs();

    /** Removes the activity log and begins a new one; fails with NO_FILE where there is none. */
    CompletableFuture<Void> clearActivityLog();

    /** Reads and checks the configuration anew; changes no process. Fails with CANT_REREAD and keeps the old one. */
    CompletableFuture<Reread> reread();

    /** Activates a group of the configuration that was read last. */
    CompletableFuture<Void> addGroup(String group);

    /** Deactivates a group whose processes are all stopped. */
    CompletableFuture<Void> removeGroup(String group);

    /**
     * Adds a program to those that are supervised, without touching the configuration file: as if {@code [program:x]} with these options
     * were a member of the group, or, where there is no active group of that name, the only one of a new group. Its processes are there
     * when this answers; those with {@code autostart} are on their way then.
     *
     * <p><b>Options:</b> by the names and with the defaults that the file knows, those of plugins included; their values are expanded and
     * checked in the same way, with the variables and the {@code %(here)s} of the configuration that was read last. {@code [DEFAULT]} does
     * not count. {@code stdout_logfile=AUTO}, the default, makes a new file.
     *
     * <p><b>Lifetime:</b> until {@link #removeProcess}, until the group is removed, or until the daemon ends or restarts. A reread does not
     * see added programs: it reports neither them nor a group that only they have made, and an update leaves both alone. But an update that
     * removes or replaces a configured group, since the file says something else of it, takes them along; and if the file now has a group
     * of the name that such a one has, it is reported as changed, and an update puts the file's in its place.
     * {@link #configuredProcesses()} does not have them, {@link #processes()} does. Whoever wants them back after a restart adds them when he
     * hears that the daemon runs ({@link org.supervisor4j.api.event.DaemonStateEvent}): before that it refuses.
     *
     * <p><b>Errors:</b> CANT_REREAD with all that is wrong with names and options, as {@code supervisord} would say it of a file (several
     * lines; the place is {@code <added>}); ALREADY_ADDED with the name of a process that the group has already; FAILED if the group is no
     * group of ordinary programs ({@code eventlistener} and others by plugins), if the configuration that was read last has it and it is
     * not active yet, or if a log file cannot be made. Nothing is added then. That a command does not exist shows when it is started.
     *
     * @param group without blank, colon and slash
     * @param program likewise; the {@code x} of {@code [program:x]}
     * @param options copied before the call returns; names in any case
     * @return the processes, sorted by priority and name: as many as {@code numprocs} says
     */
    CompletableFuture<List<ProcessId>> addProgram(String group, String program, Map<String, String> options);

    /**
     * Forgets a stopped process, be it an added one or one of the configuration. The latter comes back when its group is activated anew;
     * a reread does not miss it. A group that {@link #addProgram} has made goes with its last process. Logs stay.
     *
     * <p>Fails with BAD_NAME if there is none, with STILL_RUNNING if it is not stopped.
     */
    CompletableFuture<Void> removeProcess(ProcessId id);

    /**
     * Writes lines to wherever a stream of a process goes (its log file, other sinks, syslog) as if the process had written them, whether
     * it runs or not; in the form of the log, where it has one. Answers when they are written. They come whole, but what the process wrote
     * just before may come after them, and if it writes pieces of lines they can come between two of these. Event listeners hear nothing
     * of them, not even through capture marks.
     *
     * <p>Fails with BAD_NAME if there is no such process, with NO_FILE if the stream goes nowhere, and with FAILED and the reason if a log
     * cannot be opened or written: nothing is tried again or kept, whatever {@code stdout_logfile_trouble} says. A log that does not answer
     * holds up this request alone.
     *
     * @param stream with {@code redirect_stderr} both are the standard output
     * @param text lines; the last one gets an end if it has none
     */
    CompletableFuture<Void> writeLog(ProcessId id, ProcessStream stream, String text);

    /**
     * Tells all listeners of an event, after everything that has happened until now. Not refused while the daemon ends, but then
     * it may come too late.
     */
    void publish(Event event);

    /** Stops all processes and ends the daemon; returns before anything is stopped. */
    void shutdown();

    /**
     * Stops all processes and starts the daemon anew under the same pid; answers before anything is stopped. Fails with CANT_REREAD, and
     * everything goes on, if the configuration could not be read afterwards.
     */
    CompletableFuture<Void> restart();
}
