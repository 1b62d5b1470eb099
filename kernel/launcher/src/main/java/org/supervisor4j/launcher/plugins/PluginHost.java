package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.log.LogFileType;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.api.log.UnixDatagrams;
import org.supervisor4j.api.program.ProgramType;
import org.supervisor4j.api.program.Sockets;
import org.supervisor4j.config.reader.LogTypes;
import org.supervisor4j.core.event.EventBus;

/**
 * Felix with the bundles of the installation ({@code lib/bundles/<start level>}) and those of the drop-in folder
 * ({@code plugins}). What takes long and is not needed to supervise (HTTP) has a start level of its own.
 *
 * <p><b>Threading:</b> any.
 *
 * <p><b>Errors:</b> a bundle that cannot be installed or started is logged and left out.
 */
public final class PluginHost implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    /** Plugins, and what they need to become active. */
    private static final int PLUGIN_LEVEL = 10;
    /** Everything. */
    private static final int FINAL_LEVEL = 100;
    private static final long STOP_BOUND_MILLIS = 5_000;

    private final PluginStorage storage;
    private final PluginFolder folder;
    private final Framework framework;

    /**
     * Starts the framework and all plugins.
     *
     * @param home the folder of the installation
     * @throws IOException if not even the framework comes up
     */
    public PluginHost(Path home, Supervisor supervisor, EventBus events, Sockets sockets, UnixDatagrams datagrams)
            throws IOException {
        folder = new PluginFolder(home.resolve("plugins"));
        storage = PluginStorage.create();
        framework = new Felix(settings());
        try {
            framework.init();
            BundleContext context = framework.getBundleContext();
            context.registerService(Supervisor.class, supervisor, null);
            context.registerService(Sockets.class, sockets, null);
            context.registerService(UnixDatagrams.class, datagrams, null);
            new EventListeners(context, events).open();
            install(home);
            framework.start(); // comes back when the plugins' start level is reached
        } catch (BundleException e) {
            throw new IOException("the plugin framework cannot be started: " + e.getMessage(), e);
        }
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            reportUnlessActive(bundle);
        }
    }

    private Map<String, Object> settings() throws IOException {
        Map<String, Object> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, storage.folder().resolve("felix").toString());
        settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        settings.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, String.valueOf(PLUGIN_LEVEL));
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, exportedPackages());
        settings.put("felix.log.logger", new FelixMessages());
        settings.put("felix.shutdown.hook", "false"); // whoever ends the daemon ends the framework
        return settings;
    }

    /** The packages of the class path that bundles see: those that the API's own manifest exports, and SLF4J's. */
    private static String exportedPackages() throws IOException {
        String exports = String.join(",", exportsOf(Supervisor.class), exportsOf(Logger.class));
        // Felix HTTP still asks for the version before 2, whose interfaces are a part of today's.
        return exports + ",org.slf4j;version=\"1.7.36\"";
    }

    /** Through the class's own resource: a class from an archive of the JVM does not always know its code source. */
    private static String exportsOf(Class<?> member) throws IOException {
        URL resource = member.getResource(member.getSimpleName() + ".class");
        if (!(resource.openConnection() instanceof JarURLConnection jar)) {
            throw new IOException(member.getName() + " comes from " + resource + " (expected: a jar)");
        }
        String exports = jar.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
        return exports.replaceAll(";uses:=\"[^\"]*\"", ""); // constraints make no sense for an only provider
    }

    private void install(Path home) throws IOException {
        Path bundles = home.resolve("lib").resolve("bundles");
        for (Path level : sorted(bundles)) {
            for (Path jar : sorted(level)) {
                install(jar, Integer.parseInt(level.getFileName().toString()));
            }
        }
        for (Path jar : folder.jars()) {
            install(jar, PLUGIN_LEVEL);
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(PluginFolder::isBundle).sorted().toList();
        }
    }

    private void install(Path jar, int startLevel) {
        try {
            // By reference: nothing is copied, the jar is read where it lies.
            Bundle bundle =
                    framework.getBundleContext().installBundle("reference:" + jar.toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(startLevel);
            if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                bundle.start(Bundle.START_ACTIVATION_POLICY); // remembered until the start level is reached
            }
        } catch (BundleException e) {
            log.error("The plugin {} cannot be installed and is left out: {}", jar, e.getMessage());
        }
    }

    private static void reportUnlessActive(Bundle bundle) {
        boolean isDue = bundle.adapt(BundleStartLevel.class).getStartLevel() <= PLUGIN_LEVEL;
        boolean isFragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
        if (isDue && !isFragment && bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING) {
            log.error(
                    "The plugin {} is not active; what it lacks is said above (its packages must be exported by another jar in plugins/)",
                    bundle.getLocation());
        }
    }

    /** Whether the drop-in folder holds the plugins that were there at the start. */
    public boolean isUpToDate() {
        return folder.isUnchanged();
    }

    /** Gives what the framework keeps in files to the user whom the daemon is about to become. */
    public void handOver(int uid) throws IOException {
        storage.handOver(uid);
    }

    /** Removes the files of daemons that were killed, as the user whom the daemon runs as. */
    public void tidyUp() {
        storage.removeAbandoned();
    }

    /** Starts what comes after the plugins, in the background. */
    public void startRest() {
        FrameworkListener listener = event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                log.debug("All bundles are started");
            }
        };
        framework.adapt(FrameworkStartLevel.class).setStartLevel(FINAL_LEVEL, listener);
    }

    /** The plugins that read sections of the configuration, in the order in which they were registered. */
    public List<ConfigurationSection> configurationSections() {
        return references(ConfigurationSection.class).map(this::service).flatMap(Optional::stream).toList();
    }

    /** The section kinds that plugins add, by kind; of several for one kind the first counts. */
    public Map<String, ProgramType> programTypes() {
        return named(ProgramType.class, ProgramType.KIND, Comparator.naturalOrder());
    }

    /** What plugins offer for logs; of several for one purpose the best counts. */
    public LogTypes logTypes() {
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
            return framework.getBundleContext().getServiceReferences(type, null).stream().sorted();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("no filter cannot be wrong", e);
        }
    }

    /** Empty if the service has gone meanwhile. */
    private <T> Optional<T> service(ServiceReference<T> reference) {
        return Optional.ofNullable(framework.getBundleContext().getService(reference));
    }

    /** Stops all plugins, the last one first; a second call does nothing. */
    @Override
    public void close() {
        if (framework.getState() == Bundle.RESOLVED) {
            return;
        }
        try {
            framework.stop();
            framework.waitForStop(STOP_BOUND_MILLIS);
            storage.delete();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (BundleException e) {
            log.warn("The plugin framework did not end cleanly", e);
        } catch (IOException e) {
            log.warn("The folder {} cannot be removed: {}", storage.folder(), e.toString());
        }
    }

}
