package org.supervisor4j.cli.plugin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.TreeSet;
import org.supervisor4j.api.ctl.CtlCommand;
import org.supervisor4j.cli.action.Action;
import org.supervisor4j.cli.action.ActionBlock;
import org.supervisor4j.cli.plugin.PluginJars.Offer;
import org.supervisor4j.config.ConfigurationException;

/** What jars offer, as the sections choose and configure it. */
final class PluginCatalog {

    private final PluginJars jars;
    private final List<PluginSection> sections;

    PluginCatalog(PluginJars jars, List<PluginSection> sections) {
        this.jars = jars;
        this.sections = sections;
    }

    /**
     * All actions, in the order in which they are looked for.
     *
     * @throws ConfigurationException if a section chooses what is not there, or gives it options that it does not want
     */
    List<ActionBlock> blocks() throws ConfigurationException {
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
