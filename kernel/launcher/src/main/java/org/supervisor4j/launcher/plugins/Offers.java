package org.supervisor4j.launcher.plugins;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.plugin.PluginState;
import org.supervisor4j.api.plugin.UnusedOffers;
import org.supervisor4j.config.plugin.PluginFailure;
import org.supervisor4j.config.plugin.PluginHangsException;

/**
 * What is not used of what plugins offer, as those tell who would use it: the reader of the configuration, the daemon that opens its
 * sections, the bus of events, and other plugins. One of these that fails, or does not come back, is told as what it is, and said once.
 *
 * <p><b>Threading:</b> any thread that may wait for plugins, without a lock that others need.
 */
final class Offers implements UnusedOffers {

    private static final Logger log = LoggerFactory.getLogger(Offers.class);

    /** They answer from memory. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BundleContext context;
    private final PluginServices services;
    private final Supplier<Map<ConfigurationSection, String>> refusedSections;
    private final Supplier<List<Unused>> listeners;
    private final BoundedPluginCalls calls;
    /** Of those that could not tell when they were asked last, why. */
    private final Map<ServiceReference<UnusedOffers>, String> failing = new HashMap<>();

    /**
     * @param refusedSections those whose sections are not used as they are now, with the reason
     * @param listeners those that are told of no events any more
     */
    Offers(
            BundleContext context,
            PluginServices services,
            Supplier<Map<ConfigurationSection, String>> refusedSections,
            Supplier<List<Unused>> listeners) {
        this(context, services, refusedSections, listeners, PATIENCE);
    }

    /** @param bound how long each plugin may take to answer */
    Offers(
            BundleContext context,
            PluginServices services,
            Supplier<Map<ConfigurationSection, String>> refusedSections,
            Supplier<List<Unused>> listeners,
            Duration bound) {
        this.calls = BoundedPluginCalls.perObject(bound);
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
        all.addAll(toldByOthers());
        return all;
    }

    /** One after the other, so that one that hangs has one thread however many look. */
    private synchronized List<Unused> toldByOthers() {
        List<Unused> all = new ArrayList<>();
        List<ServiceReference<UnusedOffers>> others = others();
        failing.keySet().retainAll(others);
        for (ServiceReference<UnusedOffers> other : others) {
            try {
                all.addAll(calls.ask(other, () -> toldBy(other)));
                failing.remove(other);
            } catch (RuntimeException | Error e) { // a plugin's own trouble
                all.addAll(failed(other, e));
            }
        }
        return all;
    }

    private List<Unused> toldBy(ServiceReference<UnusedOffers> other) {
        UnusedOffers service = context.getService(other);
        return service == null ? List.of() : List.copyOf(PluginFailure.answered(service.unused(), "unused"));
    }

    /** Who looks is told each time, the log once: anybody may look. */
    private List<Unused> failed(ServiceReference<UnusedOffers> other, Throwable failure) {
        String reason = PluginFailure.text(failure);
        String before = failing.put(other, failure instanceof PluginHangsException ? PluginHangsException.class.getName() : reason);
        Bundle bundle = other.getBundle();
        if (bundle == null) {
            return List.of(); // it has gone meanwhile
        }
        if (!failing.get(other).equals(before)) {
            log.warn("The plugin {} cannot tell what it does not use: {}", PluginOrigin.jar(bundle), reason);
        }
        return List.of(new Unused(PluginServices.id(other), Contributions.ofUnusedOffers(bundle, other), PluginState.FAILED,
                "it cannot tell what it does not use: " + reason));
    }

    private List<ServiceReference<UnusedOffers>> others() {
        try {
            return context.getServiceReferences(UnusedOffers.class, null).stream().sorted().toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter cannot be wrong", e);
        }
    }
}
