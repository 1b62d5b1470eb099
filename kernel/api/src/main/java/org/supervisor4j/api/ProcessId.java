package org.supervisor4j.api;

import java.util.Comparator;
import java.util.Objects;

/**
 * The name of a supervised process: its group and its own name.
 *
 * <p>Sorted by group, then by name, in code-point order of the texts.
 */
public record ProcessId(String group, String name) implements Comparable<ProcessId> {

    private static final Comparator<ProcessId> ORDER =
            Comparator.comparing(ProcessId::group).thenComparing(ProcessId::name);

    public ProcessId {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(name, "name");
    }

    /** The short form where group and process have the same name ({@code web}), else {@code group:name}. */
    @Override
    public String toString() {
        return group.equals(name) ? name : group + ":" + name;
    }

    @Override
    public int compareTo(ProcessId other) {
        return ORDER.compare(this, other);
    }
}
