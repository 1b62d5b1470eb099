package org.supervisor4j.plugin.rpcplugins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.supervisor4j.api.plugin.PluginInfo;

/** What clients get to see. */
final class Structs {

    private Structs() {}

    static Map<String, Object> of(PluginInfo plugin) {
        Map<String, Object> struct = new LinkedHashMap<>();
        struct.put("name", plugin.fileName());
        struct.put("symbolicname", plugin.symbolicName());
        struct.put("version", plugin.version());
        struct.put("statename", plugin.state().name());
        List<Map<String, Object>> contributions = new ArrayList<>();
        for (PluginInfo.Contribution contribution : plugin.contributions()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("kind", contribution.kind());
            one.put("name", contribution.name());
            contributions.add(one);
        }
        struct.put("contributes", contributions);
        struct.put("reasons", plugin.reasons());
        return struct;
    }
}
