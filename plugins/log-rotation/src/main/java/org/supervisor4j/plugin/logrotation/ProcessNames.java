package org.supervisor4j.plugin.logrotation;

import java.util.List;
import org.supervisor4j.api.ProcessInfo;

/** What clients call processes: {@code name} where the group has that name too, {@code group:name}, {@code group:*}. */
final class ProcessNames {

    private ProcessNames() {}

    /** Those of a name; none if nobody has it. */
    static List<ProcessInfo> select(List<ProcessInfo> processes, String name) {
        int colon = name.indexOf(':');
        String group = colon < 0 ? name : name.substring(0, colon);
        String process = colon < 0 ? name : name.substring(colon + 1);
        boolean all = colon >= 0 && (process.isEmpty() || process.equals("*"));
        return processes.stream()
                .filter(one -> one.id().group().equals(group) && (all || one.id().name().equals(process)))
                .toList();
    }
}
