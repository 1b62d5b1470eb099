package org.supervisor4j.launcher.plugins;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.log.LogFileType;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.api.plugin.PluginInfo.Contribution;
import org.supervisor4j.api.plugin.PluginState;
import org.supervisor4j.api.plugin.UnusedOffers.Unused;
import org.supervisor4j.api.program.ProgramType;
import org.supervisor4j.config.SectionKinds;
import org.supervisor4j.config.reader.LogTypes;
import org.supervisor4j.launcher.plugins.PluginUses.Use;

/** What plugins offer to the reader of the configuration, asked anew each time: plugins come and go. */
final class PluginServices {

    private static final Logger log = LoggerFactory.getLogger(PluginServices.class);

    private static final String KINDS = Contributions.kind(ExtensionPoint.PROGRAM_TYPE);
    private static final String SINKS = Contributions.kind(ExtensionPoint.LOG_SINK_TYPE);

    private final BundleContext context;
    private final PluginUses uses;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    PluginServices(BundleContext context, PluginUses uses) {
        this.context = context;
        this.uses = uses;
    }

    List<ConfigurationSection> configurationSections() {
        return references(ConfigurationSection.class).map(this::service).flatMap(Optional::stream).toList();
    }

    Map<String, ProgramType> programTypes() {
        return named(ProgramType.class, ProgramType.KIND, KINDS, SectionKinds.RESERVED, HeldPrograms.Kind::new);
    }

    LogTypes logTypes() {
        Optional<LogFileType> files = references(LogFileType.class)
                .max(Comparator.naturalOrder())
                .flatMap(reference -> held(reference, HeldLogs.FileType::new));
        return new LogTypes(files, named(LogSinkType.class, LogSinkType.NAME, SINKS, Set.of(), HeldLogs.SinkType::new), true);
    }

    /** The section kinds and log sinks that do not count; warns of those that are new. */
    List<Unused> unused() {
        List<Unused> unused = new ArrayList<>();
        counting(ProgramType.class, ProgramType.KIND, KINDS, SectionKinds.RESERVED, unused::add);
        counting(LogSinkType.class, LogSinkType.NAME, SINKS, Set.of(), unused::add);
        return unused;
    }

    /** Services by a property. */
    private <T> Map<String, T> named(Class<T> type, String property, String what, Set<String> taken, BiFunction<T, Use, T> hold) {
        Map<String, T> named = new HashMap<>();
        counting(type, property, what, taken, _ -> {}).forEach(
                (name, reference) -> held(reference, hold).ifPresent(service -> named.put(name, service)));
        return named;
    }

    /** The daemon will have things of it for long. */
    private <T> Optional<T> held(ServiceReference<T> reference, BiFunction<T, Use, T> hold) {
        Bundle bundle = reference.getBundle();
        if (bundle == null) {
            return Optional.empty(); // it has gone meanwhile
        }
        Use use = uses.of(bundle); // before the service
        return service(reference).map(service -> hold.apply(service, use));
    }

    /** Of several with one name that of the highest ranking counts, and among those the first. */
    private <T> Map<String, ServiceReference<T>> counting(
            Class<T> type, String property, String what, Set<String> taken, Consumer<Unused> unused) {
        Map<String, ServiceReference<T>> counting = new HashMap<>();
        references(type).sorted(Comparator.reverseOrder()).forEach(reference -> {
            if (!(reference.getProperty(property) instanceof String name)) {
                unused.accept(unused(reference, what, "", PluginState.FAILED,
                        "does not count: it has no property " + property + " (expected: the name that the configuration calls it)"));
            } else if (taken.contains(name)) {
                unused.accept(unused(reference, what, name, PluginState.FAILED,
                        "does not count: it is the daemon's own (expected: another name)"));
            } else if (counting.containsKey(name)) {
                unused.accept(unused(reference, what, name, PluginState.WAITING, ("does not count as long as that of %s is there "
                        + "(expected: one of the two is removed, or has another name)").formatted(jar(counting.get(name)))));
            } else {
                counting.put(name, reference);
            }
        });
        return counting;
    }

    /** The warning comes once, though a configuration is read often. */
    private Unused unused(ServiceReference<?> reference, String what, String name, PluginState state, String why) {
        long id = id(reference);
        if (warned.add(id + " " + why)) {
            log.warn("The {} '{}' of {} {}", what, name, jar(reference), why);
        }
        return new Unused(id, new Contribution(what, name), state, "it " + why);
    }

    /** What a bundle offers now; nothing if it is stopped or uninstalled. */
    static List<ServiceReference<?>> of(Bundle bundle) {
        try {
            ServiceReference<?>[] services = bundle.getRegisteredServices();
            return services == null ? List.of() : List.of(services);
        } catch (IllegalStateException _) {
            return List.of(); // anybody may uninstall it at any time
        }
    }

    static long id(ServiceReference<?> reference) {
        return (Long) reference.getProperty(Constants.SERVICE_ID);
    }

    /** Under which it is registered, if it is. */
    Optional<ServiceReference<ConfigurationSection>> reference(ConfigurationSection section) {
        return references(ConfigurationSection.class).filter(one -> context.getService(one) == section).findFirst();
    }

    static String jar(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return bundle == null ? "a plugin that has gone" : PluginOrigin.jar(bundle);
    }

    private <T> Stream<ServiceReference<T>> references(Class<T> type) {
        try {
            return context.getServiceReferences(type, null).stream().sorted();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter cannot be wrong", e);
        }
    }

    /** Empty if the service has gone meanwhile. */
    private <T> Optional<T> service(ServiceReference<T> reference) {
        return Optional.ofNullable(context.getService(reference));
    }
}
