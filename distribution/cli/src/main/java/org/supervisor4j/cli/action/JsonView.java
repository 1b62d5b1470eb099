package org.supervisor4j.cli.action;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.supervisor4j.cli.rpc.ConfigurationChanges;

/** What actions say with {@code --json}. The fields stand in docs/reference/supervisorctl-json.md and stay as they are. */
final class JsonView {

    private static final List<String> PROCESS = List.of("name", "group", "state", "statename", "description", "pid",
            "start", "stop", "now", "exitstatus", "spawnerr", "stdout_logfile", "stderr_logfile");
    private static final List<String> CONFIGURED = List.of("name", "group", "inuse", "autostart", "group_prio",
            "process_prio");

    private static final List<String> PLUGIN = List.of("name", "symbolicname", "version", "statename", "contributes", "reasons");

    private static final List<String> CONTRIBUTION = List.of("kind", "name");

    private JsonView() {
    }

    static Map<String, Object> status(List<Map<?, ?>> processes, List<String> unknown) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("processes", only(PROCESS, processes));
        document.put("unknown", unknown);
        return document;
    }

    static Map<String, Object> avail(List<Map<?, ?>> processes) {
        return Map.of("processes", only(CONFIGURED, processes));
    }

    static Map<String, Object> reread(ConfigurationChanges changes) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("available", changes.added());
        document.put("changed", changes.changed());
        document.put("disappeared", changes.removed());
        return document;
    }

    static Map<String, Object> plugins(List<Map<?, ?>> plugins) {
        List<Map<String, Object>> views = only(PLUGIN, plugins);
        for (Map<String, Object> view : views) {
            view.computeIfPresent("contributes", (_, answer) -> contributions((List<?>) answer));
        }
        return Map.of("plugins", views);
    }

    static Map<String, Object> version(String version) {
        return Map.of("version", version);
    }

    private static List<Map<String, Object>> contributions(List<?> answer) {
        List<Map<?, ?>> structs = new ArrayList<>();
        answer.forEach(struct -> structs.add((Map<?, ?>) struct));
        return only(CONTRIBUTION, structs);
    }

    /** The fields in their order; one that the daemon does not know is null. */
    private static List<Map<String, Object>> only(List<String> fields, List<Map<?, ?>> structs) {
        List<Map<String, Object>> views = new ArrayList<>();
        for (Map<?, ?> struct : structs) {
            Map<String, Object> view = new LinkedHashMap<>();
            for (String field : fields) {
                view.put(field, struct.get(field));
            }
            views.add(view);
        }
        return views;
    }
}
