package org.supervisor4j.cli.plugin;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.TreeSet;
import org.supervisor4j.api.ctl.CtlCommand;
import org.supervisor4j.cli.action.Action;
import org.supervisor4j.cli.action.ActionBlock;
import org.supervisor4j.cli.action.MoreActions;
import org.supervisor4j.cli.plugin.PluginJars.Offer;
import org.supervisor4j.config.ConfigurationException;

/**
 * The actions of plugins: those that a section chooses, and those whose jar is simply there. Nothing is looked for before
 * somebody asks, so that who uses built-in actions only does not pay for it.
 */
public final class CtlPlugins implements MoreActions {

    private final PluginJars jars;
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
        this.jars = new PluginJars(folder, err);
        this.sections = List.copyOf(sections);
    }

    /**
     * Looks at what the sections choose; does nothing if there are none.
     *
     * @throws ConfigurationException if a section chooses what is not there, or gives it options that it does not want
     */
    public void check() throws ConfigurationException {
        if (!sections.isEmpty()) {
            blocks = load();
        }
    }

    @Override
    public List<ActionBlock> blocks() {
        if (blocks == null) {
            try {
                blocks = load();
            } catch (ConfigurationException e) {
                throw new IllegalStateException("only sections can be wrong, and they have been checked", e);
            }
        }
        return blocks;
    }

    private List<ActionBlock> load() throws ConfigurationException {
        List<Offer> offers = jars.offers();
        List<ActionBlock> loaded = new ArrayList<>();
        for (PluginSection section : sections) {
            loaded.add(new ActionBlock(section.name(), chosen(section, offers)));
        }
        Map<String, List<Action>> others = new LinkedHashMap<>();
        for (Offer offer : offers) {
            if (sections.stream().noneMatch(section -> section.factory().equals(offer.plugin()))) {
                others.computeIfAbsent(offer.plugin(), _ -> new ArrayList<>())
                        .add(new PluginAction(offer.provider().get()));
            }
        }
        others.forEach((plugin, actions) -> loaded.add(new ActionBlock(plugin, actions)));
        return loaded;
    }

    private static List<Action> chosen(PluginSection section, List<Offer> offers) throws ConfigurationException {
        List<Action> actions = new ArrayList<>();
        for (Offer offer : offers) {
            if (offer.plugin().equals(section.factory())) {
                actions.add(new PluginAction(configured(offer, section)));
            }
        }
        if (actions.isEmpty()) {
            TreeSet<String> known = new TreeSet<>();
            offers.forEach(offer -> known.add(offer.plugin()));
            throw new ConfigurationException(section.factory() + " cannot be resolved within " + section.title()
                    + ": no plugin of that name can be used (expected: "
                    + (known.isEmpty() ? "one in the folder plugins" : "one of " + String.join(", ", known)) + ")");
        }
        return actions;
    }

    private static CtlCommand configured(Offer offer, PluginSection section) throws ConfigurationException {
        try {
            CtlCommand command = offer.provider().get();
            command.configure(section.options());
            return command;
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(section.title() + ": " + e.getMessage());
        } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
            throw new ConfigurationException(section.title() + ": the plugin " + offer.jar() + " cannot be used: "
                    + PluginJars.cause(e));
        }
    }
}
