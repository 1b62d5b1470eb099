package org.supervisor4j.cli.plugin;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.supervisor4j.cli.action.ActionBlock;
import org.supervisor4j.cli.action.MoreActions;
import org.supervisor4j.config.ConfigurationException;

/**
 * The actions of plugins: those that a section chooses, and those whose jar is simply there. Nothing is looked for before
 * somebody asks, so that who uses built-in actions only does not pay for it.
 */
public final class CtlPlugins implements MoreActions {

    private final Path folder;
    private final PrintStream err;
    private final List<PluginSection> sections;
    private List<ActionBlock> blocks;

    /**
     * The plugins of a folder.
     *
     * @param folder where jars are dropped in; may be missing, or null
     * @param sections the sections of the configuration, in file order
     * @param err takes a line for each jar that cannot be used
     */
    public CtlPlugins(Path folder, List<PluginSection> sections, PrintStream err) {
        this.folder = folder;
        this.err = err;
        this.sections = List.copyOf(sections);
    }

    /**
     * Looks at what the sections choose; does nothing if there are none.
     *
     * @throws ConfigurationException if a section chooses what is not there, or gives it options that it does not want
     */
    public void check() throws ConfigurationException {
        if (!sections.isEmpty()) {
            blocks = catalog().blocks();
        }
    }

    @Override
    public List<ActionBlock> blocks() {
        if (blocks == null) {
            try {
                blocks = catalog().blocks();
            } catch (ConfigurationException e) {
                throw new IllegalStateException("only sections can be wrong, and they have been checked", e);
            }
        }
        return blocks;
    }

    private PluginCatalog catalog() {
        return new PluginCatalog(new PluginJars(folder, err), sections);
    }
}
