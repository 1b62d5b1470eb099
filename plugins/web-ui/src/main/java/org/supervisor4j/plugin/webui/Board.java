package org.supervisor4j.plugin.webui;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.event.ProcessStateEvent;

/**
 * What pages show of all processes. Each change has a number, the version; whoever has seen the board up to one gets
 * what is newer, however much has happened in between: so a viewer costs no queue, and a slow one sees the newest all
 * the same.
 *
 * <p><b>Threading:</b> any. Changes are made one at a time; reading waits for none of them longer than it takes to note
 * it down; neither waits for other plugins' columns.
 */
final class Board {

    private static final int GONE = 1_000; // that are remembered for pages that were away

    private record Gone(int key, String group, long version) {}

    /**
     * What is new.
     *
     * @param full whether these are all processes, and pages forget what they had
     * @param gone keys of those that are there no longer
     * @param happened to all processes, whoever may see them; the rows tell of no less, and of no more
     */
    record News(boolean full, long version, List<Row> rows, List<Integer> gone, List<History.Happening> happened) {}

    private final Supervisor supervisor;
    private final Extensions extensions;
    private final Clock clock;
    private final Object writing = new Object(); // taken before the board itself, never after
    private final Map<ProcessId, Row> rows = new HashMap<>();
    private final Deque<Gone> gone = new ArrayDeque<>();
    private final History history = new History();
    private final Instant began;
    private SortedSet<String> groups = Collections.emptySortedSet(); // immutable; replaced when there are others
    private long goneComplete; // since this version
    private long version = 1;
    private int keys;

    Board(Supervisor supervisor, Extensions extensions, Clock clock) {
        this.supervisor = supervisor;
        this.extensions = extensions;
        this.clock = clock;
        this.began = clock.instant();
        refresh();
    }

    /** Takes over what happened to a process. */
    void happened(ProcessStateEvent event) {
        synchronized (writing) {
            Optional<ProcessInfo> now = supervisor.process(event.process());
            synchronized (this) {
                boolean restart = event.to() == ProcessState.STARTING
                        && (event.from() != ProcessState.STOPPED || now.flatMap(ProcessInfo::ended).isPresent());
                String end = event.exit().map(Signals::told).orElse("");
                String note = !end.isEmpty() ? end : failed(event) ? now.map(ProcessInfo::spawnError).orElse("") : "";
                history.add(
                        new History.Happening(history.count() + 1, clock.instant(), event.process(), event.from(),
                                event.to(), event.pid(), note),
                        restart,
                        end);
                now.ifPresent(this::show); // nobody sees the one without the other
            }
        }
    }

    private static boolean failed(ProcessStateEvent event) {
        return event.to() == ProcessState.BACKOFF || event.to() == ProcessState.FATAL;
    }

    /** Compares with the daemon. */
    void refresh() {
        synchronized (writing) {
            List<ProcessInfo> processes = supervisor.processes();
            Set<ProcessId> there = new HashSet<>();
            processes.forEach(process -> {
                there.add(process.id());
                show(process);
            });
            removeOthers(there);
        }
    }

    /** A group is no longer active: if one of this name is by now, its processes are others. */
    void removed(String group) {
        synchronized (writing) {
            synchronized (this) {
                removeOthers(rows.keySet().stream()
                        .filter(id -> !id.group().equals(group))
                        .collect(Collectors.toSet()));
            }
        }
    }

    /** Other columns say something else of them. */
    void refresh(Set<ProcessId> processes) {
        synchronized (writing) {
            processes.forEach(id -> supervisor.process(id).ifPresent(this::show));
        }
    }

    private void show(ProcessInfo process) {
        List<String> columns = extensions.values(process.id());
        synchronized (this) {
            Row old = rows.get(process.id());
            int key = old == null ? ++keys : old.key();
            String json = Row.json(key, process, history.of(process.id()), columns);
            if (old == null || !old.json().equals(json)) {
                version++;
                rows.put(process.id(), new Row(key, process, version, json));
                if (!groups.contains(process.id().group())) {
                    lookAtGroups();
                }
            }
        }
    }

    private synchronized void removeOthers(Set<ProcessId> there) {
        boolean fewer = false;
        for (Row row : List.copyOf(rows.values())) {
            if (!there.contains(row.id())) {
                version++;
                rows.remove(row.id());
                gone.addLast(new Gone(row.key(), row.id().group(), version));
                fewer = true;
            }
        }
        if (fewer) {
            lookAtGroups();
        }
        while (gone.size() > GONE) {
            goneComplete = gone.removeFirst().version();
        }
        history.keep(there);
    }

    private void lookAtGroups() {
        SortedSet<String> now = new TreeSet<>();
        rows.keySet().forEach(id -> now.add(id.group()));
        if (!now.equals(groups)) {
            groups = Collections.unmodifiableSortedSet(now);
        }
    }

    /** The names of all groups; the same object until there are others. */
    synchronized SortedSet<String> groups() {
        return groups;
    }

    synchronized long version() {
        return version;
    }

    /** What is new after a version, and a happening, that the viewer has seen; everything if that is too long ago, or 0. */
    synchronized News since(long seen, long seenHappening, Access access) {
        boolean full = seen == 0 || seen < goneComplete || seen > version;
        List<Row> changed = new ArrayList<>();
        for (Row row : rows.values()) {
            if ((full || row.version() > seen) && access.mayView(row.id().group())) {
                changed.add(row);
            }
        }
        changed.sort(Comparator.comparing(Row::id));
        List<Integer> left = full
                ? List.of()
                : gone.stream()
                        .filter(one -> one.version() > seen && access.mayView(one.group()))
                        .map(Gone::key)
                        .toList();
        return new News(full, version, changed, left, history.after(full ? 0 : seenHappening));
    }

    /** All processes, in no order. */
    synchronized List<Row> rows() {
        return List.copyOf(rows.values());
    }

    /** What is kept of a process, told with one view: its changes and restarts, and since when these are noted. */
    synchronized Map<String, Object> life(ProcessId process) {
        History.Life life = history.of(process);
        return Map.of(
                "changes", life.changes().stream().map(History.Happening::json).toList(),
                "restarts", life.restarts().json(),
                "since", began.toEpochMilli());
    }

    /** Why a process does not run, if the daemon has said so. */
    String spawnError(ProcessId process, ControlException.Reason reason) {
        return switch (reason) {
            case SPAWN_ERROR, ABNORMAL_TERMINATION, NO_FILE, NOT_EXECUTABLE ->
                supervisor.process(process).map(ProcessInfo::spawnError).orElse("");
            case SHUTDOWN_STATE, BAD_NAME, BAD_SIGNAL, FAILED, ALREADY_STARTED, NOT_RUNNING, ALREADY_ADDED,
                    STILL_RUNNING, CANT_REREAD -> "";
        };
    }
}
