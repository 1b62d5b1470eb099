package org.supervisor4j.launcher.plugins;

import java.util.List;
import java.util.Map;
import org.supervisor4j.api.config.ConfigurationSection;

/** Is told of plugins with sections of the configuration that come and go after the start, on a thread that may wait for some seconds. */
public interface SectionFollower {

    /** They came, or came anew, in this order; all that came with them is there. Of some that may be known already. */
    void came(List<ConfigurationSection> sections);

    /** It has gone, or is about to be replaced; may be one that was there at the start. */
    void went(ConfigurationSection section);

    /** Those whose sections are not used as they are now, with the reason in one line; waits for nobody. */
    Map<ConfigurationSection, String> refused();
}
