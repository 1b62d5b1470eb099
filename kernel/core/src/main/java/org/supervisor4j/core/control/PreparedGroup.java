package org.supervisor4j.core.control;

import java.io.IOException;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.config.DaemonConfig;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.core.HostedPlugins;
import org.supervisor4j.core.output.GeneratedLogs;
import org.supervisor4j.core.process.ContainedHooks;
import org.supervisor4j.core.process.NoHooks;

/**
 * A group with everything opened that it needs before it can become active.
 *
 * @param read the configuration of which it was made
 * @param config with a file in the place of every AUTO
 */
record PreparedGroup(GroupConfig read, GroupConfig config, GroupHooks hooks) {

    /**
     * Creates files and what the group's type opens: not for the kernel loop.
     *
     * @throws IOException if that fails, be it by a defect of the plugin; nothing is left open then
     */
    static PreparedGroup of(GroupConfig config, DaemonConfig daemon, HostedPlugins plugins) throws IOException {
        GroupConfig assigned = new GeneratedLogs(daemon).assign(config);
        GroupHooks hooks = config.type().isPresent()
                ? ContainedHooks.activate(config, plugins)
                : new NoHooks();
        return new PreparedGroup(config, assigned, hooks);
    }
}
