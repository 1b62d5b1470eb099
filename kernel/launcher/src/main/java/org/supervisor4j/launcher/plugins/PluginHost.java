package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.supervisor4j.api.Handover;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.disk.DiskWork;
import org.supervisor4j.api.log.UnixDatagrams;
import org.supervisor4j.api.plugin.Plugins;
import org.supervisor4j.api.program.ProgramType;
import org.supervisor4j.api.program.Sockets;
import org.supervisor4j.config.reader.LogTypes;
import org.supervisor4j.core.disk.ThreadedDiskWork;
import org.supervisor4j.core.event.EventBus;
import org.supervisor4j.core.output.PosixDatagrams;
import org.supervisor4j.core.process.PosixSockets;
import org.supervisor4j.posix.Posix;

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

    /** Plugins, and what they need to become active; what has a higher one is started behind the programs. */
    private static final int PLUGIN_LEVEL = 10;
    /** The framework's own, which never changes: to raise it the framework would wait for a plugin that hangs in its start. */
    private static final int FRAMEWORK_LEVEL = 100;
    private static final long STOP_BOUND_MILLIS = 5_000;

    /** How long each plugin may take to stop when the daemon ends: who ends it may wait for ten seconds and then kill it, as containers do. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);

    /** How long a plugin may take to start or to stop; then the next one has its turn. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path plugins;
    private final PluginStorage storage;
    private final OwnedFramework framework;
    private final PluginServices services;
    private final DropIns dropIns;
    private final BundleStarts starts;
    private final List<Bundle> rest = new ArrayList<>(); // in the order of their levels
    private volatile boolean isClosed;
    private Optional<FolderWatch> watch = Optional.empty();
    private final LateSections lateSections;
    private volatile Optional<SectionFollower> sections = Optional.empty();

    /**
     * Starts the framework and all plugins.
     *
     * @param home the folder of the installation
     * @throws IOException if not even the framework comes up
     */
    public PluginHost(Path home, Supervisor supervisor, EventBus events, Handover handover, Posix posix) throws IOException {
        plugins = home.resolve("plugins");
        storage = PluginStorage.create();
        framework = new OwnedFramework(FrameworkSettings.in(storage.folder().resolve("felix"), FRAMEWORK_LEVEL));
        try {
            framework.init();
            BundleContext context = framework.getBundleContext();
            PluginUses uses = new PluginUses();
            services = new PluginServices(context, uses);
            lateSections = new LateSections(context);
            starts = new BundleStarts(context, PATIENCE);
            PluginBundles bundles = new PluginBundles(context, starts, uses, PLUGIN_LEVEL);
            JarChecks checks = new JarChecks(home.resolve("lib"));
            dropIns = new DropIns(
                    new PluginFolder(plugins),
                    new FolderAccess(home.resolve("lib"), posix::uid),
                    bundles,
                    checks,
                    storage.folder(),
                    witness());
            EventListeners listeners = new EventListeners(context, events);
            Offers offers = new Offers(
                    context, services, () -> sections.map(SectionFollower::refused).orElse(Map.of()), listeners::givenUp);
            PluginReports reports = new PluginReports(context, dropIns, bundles, offers);
            context.registerService(
                    Plugins.class, new PluginControl(plugins, dropIns, bundles, reports, checks, storage.folder()), null);
            context.registerService(BundleLoggers.TYPE, new BundleLoggers(), null);
            context.registerService(Supervisor.class, supervisor, null);
            context.registerService(Handover.class, handover, null);
            context.registerService(Sockets.class, new PosixSockets(posix), null);
            context.registerService(UnixDatagrams.class, new PosixDatagrams(posix), null);
            context.registerService(DiskWork.class, new ThreadedDiskWork(), null);
            listeners.open();
            install(home);
            wireTheInstallation();
            dropIns.begin();
            framework.start(); // comes back when what plugins need is started
            dropIns.start();
        } catch (BundleException e) {
            throw new IOException("the plugin framework cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the plugin framework cannot be started: interrupted", e);
        }
        for (Bundle bundle : context().getBundles()) {
            reportUnlessActive(bundle);
        }
    }

    private DropIns.Witness witness() {
        return new DropIns.Witness() {
            @Override
            public void changeBegins() {
                lateSections.changeBegins();
            }

            @Override
            public void changeEnds() {
                services.unused(); // which says what is new
                lateSections.changeEnds();
            }
        };
    }

    private BundleContext context() {
        return framework.getBundleContext();
    }

    private void install(Path home) throws IOException {
        Path bundles = home.resolve("lib").resolve("bundles");
        for (Path level : sorted(bundles)) {
            for (Path jar : sorted(level)) {
                install(jar, Integer.parseInt(level.getFileName().toString()));
            }
        }
    }

    /** Before there are others: what it can use but does not need (Gogo's commands) must not make it restart with a jar of plugins/. */
    private void wireTheInstallation() {
        List<Bundle> needed = Stream.of(context().getBundles())
                .filter(bundle -> bundle.adapt(BundleStartLevel.class).getStartLevel() <= PLUGIN_LEVEL)
                .toList();
        framework.adapt(FrameworkWiring.class).resolveBundles(needed);
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
            // By reference: nothing is copied, the jar is read where it lies; it changes with the installation alone.
            Bundle bundle = context().installBundle("reference:" + jar.toUri());
            bundle.adapt(BundleStartLevel.class).setStartLevel(startLevel);
            if (startLevel > PLUGIN_LEVEL) {
                rest.add(bundle);
            } else if (!Fragments.isOne(bundle)) {
                bundle.start(Bundle.START_ACTIVATION_POLICY); // remembered until the framework is started
            }
        } catch (BundleException e) {
            log.error("The bundle {} cannot be installed and is left out: {}", jar, e.getMessage());
        }
    }

    private static void reportUnlessActive(Bundle bundle) {
        boolean isDue = bundle.getLocation().startsWith("reference:")
                && bundle.adapt(BundleStartLevel.class).getStartLevel() <= PLUGIN_LEVEL;
        if (isDue && !Fragments.isOne(bundle) && bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING) {
            log.error("The bundle {} is not active; what it lacks is said above", bundle.getLocation());
        }
    }

    /** Whether a start would find the plugins that are there now. */
    public boolean isUpToDate() {
        return dropIns.changed().filter(Set::isEmpty).isPresent();
    }

    /** Which plugin that is in use, and there, a start would refuse, and why; empty if there is none. */
    public Optional<String> wouldLose() {
        return dropIns.wouldLose();
    }

    /** The plugins that read sections of the configuration and that a start would find, too. */
    public List<ConfigurationSection> lastingSections() {
        Optional<Set<String>> changed = dropIns.changed()
                .map(jars -> jars.stream().map(jar -> jar.getFileName().toString()).collect(Collectors.toSet()));
        return services.configurationSections().stream()
                .filter(section -> services.reference(section).map(ServiceReference::getBundle).filter(bundle ->
                        PluginOrigin.isOfTheInstallation(bundle) || changed.isPresent() && !changed.get().contains(PluginOrigin.jar(bundle)))
                        .isPresent())
                .toList();
    }

    /** Gives what the framework keeps in files to the user whom the daemon is about to become. */
    public void handOver(int uid) throws IOException {
        storage.handOver(uid);
    }

    /** Removes the files of daemons that were killed, as the user whom the daemon runs as. */
    public void tidyUp() {
        storage.removeAbandoned();
    }

    /**
     * Starts what comes after the plugins, in the background, and follows what is dropped in from now on.
     *
     * @param follower is told of the sections of plugins that come late or go
     */
    public void startRest(SectionFollower follower) {
        sections = Optional.of(follower);
        lateSections.begin(follower);
        Thread.ofPlatform().daemon().name("start-rest").start(this::startTheRest);
        try {
            watch = Optional.of(FolderWatch.begin(plugins, dropIns));
        } catch (IOException e) {
            log.warn("Plugins that are dropped into {} are not noticed before a restart: {}", plugins, e.toString());
        }
    }

    private void startTheRest() {
        for (Bundle bundle : rest) {
            try {
                if (!isClosed && !Fragments.isOne(bundle)) {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                }
            } catch (BundleException | IllegalStateException e) { // the latter if the framework has ended
                log.atLevel(isClosed ? Level.DEBUG : Level.ERROR)
                        .log("The bundle {} cannot be started and is left out: {}", bundle.getLocation(), FailedStart.reason(e));
            }
        }
    }

    /** The plugins that read sections of the configuration, in the order in which they were registered. */
    public List<ConfigurationSection> configurationSections() {
        return services.configurationSections();
    }

    /** The section kinds that plugins add, by kind; of several for one kind that of the highest ranking counts, then the first. */
    public Map<String, ProgramType> programTypes() {
        return services.programTypes();
    }

    /** What plugins offer for logs; of several for one purpose the best counts. */
    public LogTypes logTypes() {
        return services.logTypes();
    }

    /** Stops all plugins, the last one first; a second call does nothing. */
    @Override
    public void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        watch.ifPresent(FolderWatch::close);
        lateSections.end();
        try {
            if (new BundleStops(context(), starts::hangs, LAST_PATIENCE).stopAll()) { // else the framework would not end either
                framework.end();
                framework.waitForStop(STOP_BOUND_MILLIS);
            }
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
