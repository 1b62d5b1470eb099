package org.supervisor4j.launcher.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.plugin.PluginState;
import org.supervisor4j.api.plugin.UnusedOffers;
import org.supervisor4j.config.plugin.PluginFailure;

/**
 * What is not used of what plugins offer, as those tell who would use it: the reader of the configuration, the daemon that opens its
 * sections, the bus of events, and other plugins.
 *
 * <p><b>Threading:</b> any.
 */
final class Offers implements UnusedOffers {

    private static final Logger log = LoggerFactory.getLogger(Offers.class);

    private final BundleContext context;
    private final PluginServices services;
    private final Supplier<Map<ConfigurationSection, String>> refusedSections;
    private final Supplier<List<Unused>> listeners;

    /**
     * @param refusedSections those whose sections are not used as they are now, with the reason
     * @param listeners those that are told of no events any more
     */
    Offers(
            BundleContext context,
            PluginServices services,
            Supplier<Map<ConfigurationSection, String>> refusedSections,
            Supplier<List<Unused>> listeners) {
        this.listeners = listeners;
        this.context = context;
        this.services = services;
        this.refusedSections = refusedSections;
    }

    @Override
    public List<Unused> unused() {
        List<Unused> all = new ArrayList<>(services.unused());
        refusedSections.get().forEach((section, reason) -> services.reference(section).ifPresent(reference -> all.add(new Unused(
                PluginServices.id(reference), Contributions.ofSections(reference), PluginState.FAILED, reason))));
        all.addAll(listeners.get());
        for (ServiceReference<UnusedOffers> others : others()) {
            try {
                UnusedOffers told = context.getService(others);
                if (told != null) {
                    all.addAll(told.unused());
                }
            } catch (RuntimeException | Error e) { // a plugin's own trouble
                log.warn("The plugin {} cannot tell what it does not use: {}", PluginOrigin.jar(others.getBundle()), PluginFailure.text(e));
            }
        }
        return all;
    }

    private List<ServiceReference<UnusedOffers>> others() {
        try {
            return context.getServiceReferences(UnusedOffers.class, null).stream().sorted().toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter cannot be wrong", e);
        }
    }
}
