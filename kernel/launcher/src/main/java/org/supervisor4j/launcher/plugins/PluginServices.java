package org.supervisor4j.launcher.plugins;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
import org.supervisor4j.api.program.ProgramType;
import org.supervisor4j.config.reader.LogTypes;

/** What plugins offer to the reader of the configuration, asked anew each time: plugins come and go. */
final class PluginServices {

    private static final Logger log = LoggerFactory.getLogger(PluginServices.class);

    /** Section kinds that the kernel reads itself. */
    private static final Set<String> KINDS_OF_THE_DAEMON = Set.of("program", "group");

    private final BundleContext context;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    PluginServices(BundleContext context) {
        this.context = context;
    }

    List<ConfigurationSection> configurationSections() {
        return references(ConfigurationSection.class).map(this::service).flatMap(Optional::stream).toList();
    }

    Map<String, ProgramType> programTypes() {
        return named(ProgramType.class, ProgramType.KIND, "section kind", KINDS_OF_THE_DAEMON);
    }

    LogTypes logTypes() {
        Optional<LogFileType> files = references(LogFileType.class)
                .max(Comparator.naturalOrder())
                .flatMap(this::service);
        return new LogTypes(files, named(LogSinkType.class, LogSinkType.NAME, "log sink", Set.of()), true);
    }

    /** Services by a property; of several with one name that of the highest ranking counts, and among those the first. */
    private <T> Map<String, T> named(Class<T> type, String property, String what, Set<String> taken) {
        Map<String, T> named = new HashMap<>();
        Map<String, ServiceReference<T>> counting = new HashMap<>();
        references(type).sorted(Comparator.reverseOrder()).forEach(reference -> {
            if (!(reference.getProperty(property) instanceof String name)) {
                log.error("A {} of {} has no property {} (expected: the name that the configuration calls it)", type.getSimpleName(),
                        jar(reference), property);
            } else if (taken.contains(name)) {
                warn(reference, "The %s '%s' of %s does not count: it is the daemon's own (expected: another name)"
                        .formatted(what, name, jar(reference)));
            } else if (counting.containsKey(name)) {
                warn(reference, "The %s '%s' of %s does not count as long as that of %s is there (expected: one of the two is removed, or has another name)"
                        .formatted(what, name, jar(reference), jar(counting.get(name))));
            } else {
                service(reference).ifPresent(service -> {
                    named.put(name, service);
                    counting.put(name, reference);
                });
            }
        });
        return named;
    }

    /** Once, though a configuration is read often. */
    private void warn(ServiceReference<?> reference, String text) {
        if (warned.add(reference.getProperty(Constants.SERVICE_ID) + text)) {
            log.warn(text);
        }
    }

    private static String jar(ServiceReference<?> reference) {
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
