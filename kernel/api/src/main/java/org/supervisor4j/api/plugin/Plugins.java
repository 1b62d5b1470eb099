package org.supervisor4j.api.plugin;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The plugins in the folder {@code plugins/} of the installation, those that came with it too: an OSGi service that is there before any
 * plugin starts. Whatever is done here is what copying and removing jars by hand does, with an answer.
 *
 * <p><b>Names:</b> a plugin is named by its file, with or without {@code .jar}, or by its symbolic name if no other has that.
 *
 * <p><b>Threading:</b> any thread that may wait, never the kernel loop: requests are done one at a time, and a plugin is given ten seconds to
 * stop and as many to start.
 *
 * <p><b>Log:</b> of each change it says who has asked for it: {@link org.supervisor4j.api.rpc.RpcCaller#current}, which whoever does the work on
 * another thread binds there.
 *
 * <p><b>Errors:</b> a {@link PluginException} means that nothing has changed. A plugin that is installed but cannot start is no exception: it
 * stays, and its {@link PluginInfo} says why.
 *
 * <p><b>Lifecycle:</b> whoever removes or restarts the plugin that it is itself goes on running while it is stopped; with the plugins that
 * carry a request, its answer goes too.
 */
@ProviderType
public interface Plugins {

    /** All of now, sorted by the names of their files. */
    List<PluginInfo> all();

    /**
     * Installs a jar, instead of another version of the same plugin if there is one.
     *
     * @param fileName under which it is kept: letters, digits, {@code . _ + -}, ending in {@code .jar}
     */
    PluginInfo install(String fileName, byte[] jar, InstallTerms terms) throws PluginException, InterruptedException;

    /**
     * Installs a copy of a jar under its own name.
     *
     * @param jar as the daemon sees it, with the daemon's rights
     */
    PluginInfo install(Path jar, InstallTerms terms) throws PluginException, InterruptedException;

    /** Deletes its jar, and the checksum beside it if there is one. What programs and logs use of it goes on as it is. */
    void remove(String name) throws PluginException, InterruptedException;

    /** Stops it and starts it anew, from its jar as it is now. */
    PluginInfo restart(String name) throws PluginException, InterruptedException;
}
