package org.supervisor4j.plugin.webui;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;

/**
 * What has happened since this plugin began, as much of it as is kept: the last {@value #RECENT} changes of all
 * processes together, and of each the last {@value #PER_PROCESS} and its restarts in each minute of the last hour. Of
 * the changes of all, the group that has most of them loses its oldest, so that a noisy group pushes out nothing but
 * its own. Not thread-safe.
 */
final class History {

    static final int RECENT = 500;
    static final int PER_PROCESS = 30;

    /**
     * One change of state.
     *
     * @param number counts them, from 1
     * @param note why, if there is something to say
     */
    record Happening(
            long number, Instant at, ProcessId process, ProcessState from, ProcessState to, int pid, String note) {

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("i", number);
            json.put("t", at.toEpochMilli());
            json.put("g", process.group());
            json.put("p", process.toString());
            json.put("from", from.name());
            json.put("to", to.name());
            json.put("pid", pid);
            json.put("note", note);
            return json;
        }
    }

    /** What is kept of one process. */
    static final class Life {
        private final Deque<Happening> changes = new ArrayDeque<>();
        private final MinuteCounts restarts = new MinuteCounts();
        private int restartCount;
        private String lastEnd = "";

        List<Happening> changes() {
            return List.copyOf(changes);
        }

        MinuteCounts restarts() {
            return restarts;
        }

        int restartCount() {
            return restartCount;
        }

        /** How its last child ended; empty if none has, or nobody knows. */
        String lastEnd() {
            return lastEnd;
        }
    }

    private final Map<String, Deque<Happening>> recent = new HashMap<>(); // by group; none is empty
    private final Map<ProcessId, Life> lives = new HashMap<>();
    private int kept; // in recent
    private long count;

    /** @param end how a child has ended; empty if none has */
    void add(Happening happening, boolean restart, String end) {
        count = happening.number();
        recent.computeIfAbsent(happening.process().group(), _ -> new ArrayDeque<>()).addLast(happening);
        kept++;
        if (kept > RECENT) {
            forgetOne();
        }
        Life life = lives.computeIfAbsent(happening.process(), _ -> new Life());
        if (life.changes.size() == PER_PROCESS) {
            life.changes.removeFirst();
        }
        life.changes.addLast(happening);
        if (restart) {
            life.restartCount++;
            life.restarts.add(happening.at());
        }
        if (!end.isEmpty()) {
            life.lastEnd = end;
        }
    }

    /** The oldest of the group that has most; of several such groups the oldest of all. */
    private void forgetOne() {
        Map.Entry<String, Deque<Happening>> most = recent.entrySet().stream()
                .max(Comparator.<Map.Entry<String, Deque<Happening>>>comparingInt(one -> one.getValue().size())
                        .thenComparing(one -> one.getValue().getFirst().number(), Comparator.reverseOrder()))
                .orElseThrow();
        most.getValue().removeFirst();
        if (most.getValue().isEmpty()) {
            recent.remove(most.getKey());
        }
        kept--;
    }

    /** How many there have been. */
    long count() {
        return count;
    }

    /** The kept ones after a number, the oldest first. */
    List<Happening> after(long number) {
        return number >= count
                ? List.of()
                : recent.values().stream()
                        .flatMap(Deque::stream)
                        .filter(one -> one.number() > number)
                        .sorted(Comparator.comparingLong(Happening::number))
                        .toList();
    }

    Life of(ProcessId process) {
        return lives.getOrDefault(process, new Life());
    }

    /** Forgets processes that are no longer there. */
    void keep(Set<ProcessId> processes) {
        lives.keySet().retainAll(processes);
    }
}
