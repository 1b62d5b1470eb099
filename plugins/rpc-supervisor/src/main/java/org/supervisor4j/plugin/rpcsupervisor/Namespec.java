package org.supervisor4j.plugin.rpcsupervisor;

import java.util.Optional;
import org.supervisor4j.api.ProcessId;

/**
 * What a caller names: a process, or all processes of a group.
 *
 * @param process empty for the whole group
 */
record Namespec(String group, Optional<String> process) {

    /** {@code name}, {@code group:name}, {@code group:*} or {@code group:}; it is the first colon that divides. */
    static Namespec parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new Namespec(text, Optional.of(text));
        }
        String process = text.substring(colon + 1);
        return new Namespec(
                text.substring(0, colon),
                process.isEmpty() || process.equals("*") ? Optional.empty() : Optional.of(process));
    }

    /** Empty for a whole group. */
    Optional<ProcessId> id() {
        return process.map(name -> new ProcessId(group, name));
    }
}
