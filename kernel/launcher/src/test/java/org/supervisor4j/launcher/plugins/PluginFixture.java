package org.supervisor4j.launcher.plugins;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.apache.felix.framework.Felix;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.api.plugin.UnusedOffers;

/** A framework that takes its bundles from a folder. */
final class PluginFixture {

    private static final int LEVEL = 1;
    private static final int NOBODY = 65_534;
    private static final String API = "org.supervisor4j.api;version=1.0.0,org.supervisor4j.api.config;version=1.0.0,"
            + "org.supervisor4j.api.event;version=1.0.0,"
            + "org.supervisor4j.api.log;version=1.0.0,org.supervisor4j.api.rpc;version=1.2.0,org.supervisor4j.api.service;version=1.0.0";

    final Path folder;
    final LateSections lateSections;
    final DropIns dropIns;
    final PluginControl control;
    final Felix framework;
    final BundleStarts starts;
    final PluginUses uses = new PluginUses();
    final PluginServices services;
    volatile UnusedOffers offers = List::of;

    PluginFixture(Path directory, Duration bound) throws Exception {
        this(directory, bound, () -> NOBODY);
    }

    PluginFixture(Path directory, Duration bound, IntSupplier uid) throws Exception {
        folder = Files.createDirectories(directory.resolve("plugins"));
        framework = new Felix(Map.of(
                Constants.FRAMEWORK_STORAGE, directory.resolve("storage").toString(),
                Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, API,
                "felix.log.logger", new FelixMessages()));
        framework.start();
        services = new PluginServices(framework.getBundleContext(), uses);
        starts = new BundleStarts(framework.getBundleContext(), bound);
        PluginBundles bundles = new PluginBundles(framework.getBundleContext(), starts, uses, LEVEL);
        JarChecks checks = new JarChecks(directory.resolve("lib"));
        lateSections = new LateSections(framework.getBundleContext());
        dropIns = new DropIns(
                new PluginFolder(folder),
                new FolderAccess(directory.resolve("lib"), uid),
                bundles,
                checks,
                Files.createDirectories(directory.resolve("copies")),
                lateSections);
        control = new PluginControl(
                folder,
                dropIns,
                bundles,
                new PluginReports(framework.getBundleContext(), dropIns, bundles, () -> offers.unused()),
                checks,
                directory.resolve("copies"));
    }

    Path jar(String name) {
        return folder.resolve(name);
    }

    /** @return what is incomplete */
    Map<Path, String> follow() throws InterruptedException {
        return dropIns.follow(Set.of());
    }

    /** Whether a start would find the same. */
    boolean isUpToDate() {
        return dropIns.changed().orElseThrow().isEmpty();
    }

    List<String> active() {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID && bundle.getState() == Bundle.ACTIVE)
                .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion())
                .sorted()
                .toList();
    }

    <T> T service(Class<T> type) {
        ServiceReference<T> reference = framework.getBundleContext().getServiceReference(type);
        return reference == null ? null : framework.getBundleContext().getService(reference);
    }

    /** A log sink as the daemon has it. */
    LogSinkType sink(String name) {
        return services.logTypes().sinks().get(name);
    }

    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(10_000);
    }
}
