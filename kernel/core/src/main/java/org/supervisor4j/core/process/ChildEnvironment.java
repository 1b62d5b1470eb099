package org.supervisor4j.core.process;

import java.util.HashMap;
import java.util.Map;
import org.supervisor4j.config.ProcessConfig;

/**
 * The environment that children get.
 *
 * @param inherited the daemon's own
 * @param contributed what plugins add, such as the server's URL
 */
public record ChildEnvironment(Map<String, String> inherited, Map<String, String> contributed) {

    private static final String SERVER_URL = "SUPERVISOR_SERVER_URL";

    public ChildEnvironment {
        inherited = Map.copyOf(inherited);
        contributed = Map.copyOf(contributed);
    }

    /** Later ones win: inherited, contributed, what tells the child who it is, and what is configured for it. */
    public Map<String, String> of(ProcessConfig process) {
        Map<String, String> environment = new HashMap<>(inherited);
        environment.put("SUPERVISOR_ENABLED", "1");
        environment.putAll(contributed);
        process.serverUrl().ifPresent(url -> {
            if (url.isEmpty()) {
                environment.remove(SERVER_URL);
            } else {
                environment.put(SERVER_URL, url);
            }
        });
        environment.put("SUPERVISOR_PROCESS_NAME", process.id().name());
        environment.put("SUPERVISOR_GROUP_NAME", process.id().group());
        environment.putAll(process.environment());
        return environment;
    }
}
