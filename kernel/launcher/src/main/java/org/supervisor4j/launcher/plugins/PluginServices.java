package org.supervisor4j.launcher.plugins;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
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

    private final BundleContext context;

    PluginServices(BundleContext context) {
        this.context = context;
    }

    List<ConfigurationSection> configurationSections() {
        return references(ConfigurationSection.class).map(this::service).flatMap(Optional::stream).toList();
    }

    Map<String, ProgramType> programTypes() {
        return named(ProgramType.class, ProgramType.KIND, Comparator.naturalOrder());
    }

    LogTypes logTypes() {
        Optional<LogFileType> files = references(LogFileType.class)
                .max(Comparator.naturalOrder())
                .flatMap(this::service);
        return new LogTypes(files, named(LogSinkType.class, LogSinkType.NAME, Comparator.reverseOrder()), true);
    }

    /** Services by a property; of several with one name the first in order counts. */
    private <T> Map<String, T> named(Class<T> type, String property, Comparator<ServiceReference<T>> order) {
        Map<String, T> named = new HashMap<>();
        references(type).sorted(order).forEach(reference -> {
            if (reference.getProperty(property) instanceof String name) {
                service(reference).ifPresent(service -> named.putIfAbsent(name, service));
            } else {
                log.error(
                        "A {} of {} has no property {} (expected: the name that the configuration calls it)",
                        type.getSimpleName(),
                        reference.getBundle(),
                        property);
            }
        });
        return named;
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
