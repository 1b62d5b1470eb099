package org.supervisor4j.plugin.webui;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.plugin.CallWatch;
import org.supervisor4j.api.web.WebColumn;

/**
 * What one column of another plugin has said of each process. It is asked on a thread of its own, one process at a
 * time, so that a column that hangs costs nothing but its own cells. Any thread.
 */
final class ColumnValues {

    private static final Logger LOG = LoggerFactory.getLogger(ColumnValues.class);
    private static final int MOST = 200; // characters

    private final WebColumn column;
    private final String title;
    private final Consumer<Set<ProcessId>> told;
    private final CallWatch watch = new CallWatch(CallWatch.PATIENCE, new SlowGuests());
    private final Map<ProcessId, String> known = new ConcurrentHashMap<>();
    private Map<ProcessId, ProcessInfo> wanted = new LinkedHashMap<>(); // guarded by this, as what follows
    private boolean asking;
    private volatile boolean closed;
    private boolean failed; // of the thread that asks

    /**
     * @param title what stands above it
     * @param told of which processes it says something else now
     */
    ColumnValues(WebColumn column, String title, Consumer<Set<ProcessId>> told) {
        this.column = column;
        this.title = title;
        this.told = told;
    }

    WebColumn column() {
        return column;
    }

    /** Empty if it has not said anything yet. */
    String of(ProcessId process) {
        return known.getOrDefault(process, "");
    }

    /** Returns at once. */
    synchronized void ask(Collection<ProcessInfo> processes) {
        processes.forEach(process -> wanted.put(process.id(), process));
        if (!asking && !wanted.isEmpty() && !closed) {
            asking = true;
            Thread.ofVirtual().name("web-column").start(this::work);
        }
    }

    /** Forgets all others. */
    void keep(Set<ProcessId> processes) {
        known.keySet().retainAll(processes);
    }

    /** It is asked no more. */
    void close() {
        closed = true;
    }

    private void work() {
        for (List<ProcessInfo> next = next(); !next.isEmpty(); next = next()) {
            Set<ProcessId> changed = new HashSet<>();
            for (ProcessInfo process : next) {
                String value = closed ? "" : value(process);
                if (!value.equals(of(process.id()))) {
                    known.put(process.id(), value);
                    changed.add(process.id());
                }
            }
            if (!changed.isEmpty() && !closed) {
                told.accept(changed);
            }
        }
    }

    private synchronized List<ProcessInfo> next() {
        List<ProcessInfo> next = closed ? List.of() : List.copyOf(wanted.values());
        wanted = new LinkedHashMap<>();
        asking = !next.isEmpty();
        return next;
    }

    private String value(ProcessInfo process) {
        try (CallWatch.Call _ = watch.begin(() -> "The column " + title + " of " + column.getClass().getName())) {
            String value = column.value(process);
            return value.length() <= MOST ? value : value.substring(0, MOST);
        } catch (RuntimeException | Error e) { // of somebody else's
            if (!failed) {
                failed = true;
                LOG.error("The column {} of {} has failed", title, column.getClass().getName(), e);
            }
            return "";
        }
    }
}
