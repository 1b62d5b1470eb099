package org.supervisor4j.cli.rpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plugin of the daemon, as it tells of it.
 *
 * @param contributions what it brings, for people: {@code rpc hello; servlet /a, /b}
 * @param reasons why it is not active
 */
public record PluginReport(String name, String version, String stateName, String contributions, List<String> reasons) {

    /** Of the answer for one. */
    public static PluginReport from(Object answer) {
        if (!(answer instanceof Map<?, ?> struct)) {
            throw new IllegalStateException("answer: " + answer + " (expected: a struct)");
        }
        List<String> reasons = new ArrayList<>();
        if (struct.get("reasons") instanceof List<?> texts) {
            texts.forEach(text -> reasons.add(String.valueOf(text)));
        }
        return new PluginReport(text(struct, "name"), text(struct, "version"), text(struct, "statename"),
                contributions(struct.get("contributes")), reasons);
    }

    /** Of the answer for several. */
    public static List<PluginReport> all(Object answer) {
        if (!(answer instanceof List<?> structs)) {
            throw new IllegalStateException("answer: " + answer + " (expected: an array)");
        }
        List<PluginReport> plugins = new ArrayList<>();
        structs.forEach(struct -> plugins.add(from(struct)));
        return plugins;
    }

    /** Whether all that it brings is there. */
    public boolean isActive() {
        return stateName.equals("ACTIVE");
    }

    private static String contributions(Object answer) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        if (answer instanceof List<?> structs) {
            for (Object one : structs) {
                if (one instanceof Map<?, ?> struct) {
                    names.computeIfAbsent(text(struct, "kind"), _ -> new ArrayList<>()).add(text(struct, "name"));
                }
            }
        }
        List<String> kinds = new ArrayList<>();
        names.forEach((kind, all) -> kinds.add(kind + " " + String.join(", ", all)));
        return String.join("; ", kinds);
    }

    private static String text(Map<?, ?> struct, String member) {
        Object value = struct.get(member);
        return value == null ? "" : String.valueOf(value);
    }
}
