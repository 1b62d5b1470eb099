package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.supervisor4j.api.config.ConfigurationSection;

/**
 * Felix in this process, with what the daemon installs for this plugin at the daemon's start levels: plugins at 10,
 * Felix HTTP and servlets at 20.
 */
final class FelixDaemon implements AutoCloseable {

    static final int PLUGINS = 10;
    static final int HTTP = 20;

    private static final String SLF4J = Stream.of("org.slf4j", "org.slf4j.event", "org.slf4j.helpers", "org.slf4j.spi")
            .map(name -> name + ";version=\"2.0.20\"")
            .reduce("org.slf4j;version=\"1.7.36\"", (one, other) -> one + "," + other);

    private final Framework framework;
    private final Bundle plugin;

    FelixDaemon(Path directory) throws BundleException, IOException {
        Files.createDirectories(directory);
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, directory.resolve("felix").toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, String.valueOf(PLUGINS));
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                SLF4J + ",org.supervisor4j.api.access;version=\"1.0.0\",org.supervisor4j.api.config;version=\"1.0.0\""
                        + ",org.supervisor4j.api.plugin;version=\"1.0.0\""
                        + ",org.supervisor4j.api.rpc;version=\"1.0.0\",org.supervisor4j.api.tls;version=\"1.0.0\"");
        framework = new org.apache.felix.framework.FrameworkFactory().newFramework(properties);
        framework.init();
        Path bundles = Path.of(System.getProperty("bundles"));
        for (String name : List.of("org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component",
                "org.apache.felix.scr")) {
            install(bundles.resolve(name + ".jar"), PLUGINS);
        }
        plugin = install(Path.of(System.getProperty("plugin")), PLUGINS);
        for (String name : List.of("org.apache.felix.http.servlet-api", "jetty-util", "jetty-io", "jetty-http",
                "jetty-server", "jetty-session", "jetty-security", "jetty-ee10-servlet",
                "org.apache.felix.http.bridge")) {
            install(bundles.resolve(name + ".jar"), HTTP);
        }
        install(probe(directory.resolve("probe.jar")), HTTP);
        framework.start();
    }

    Bundle plugin() {
        return plugin;
    }

    Bundle bundle(String symbolicName) {
        return Stream.of(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getSymbolicName().equals(symbolicName))
                .findFirst().orElseThrow();
    }

    /** The plugin as the kernel sees it. */
    ConfigurationSection section() {
        var context = framework.getBundleContext();
        return context.getService(context.getServiceReference(ConfigurationSection.class));
    }

    /** What the daemon does in the background once programs are started; returns when it is done. */
    void startHttp() throws InterruptedException {
        var done = new java.util.concurrent.CountDownLatch(1);
        FrameworkListener listener = event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                done.countDown();
            }
        };
        framework.adapt(FrameworkStartLevel.class).setStartLevel(HTTP, listener);
        done.await();
    }

    private Bundle install(Path jar, int level) throws BundleException, IOException {
        Bundle bundle = framework.getBundleContext().installBundle(jar.toUri().toString());
        bundle.adapt(BundleStartLevel.class).setStartLevel(level);
        bundle.start();
        return bundle;
    }

    private static Path probe(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "probe");
        headers.putValue(Constants.BUNDLE_ACTIVATOR, "org.supervisor4j.plugin.http.probe.ProbeActivator");
        headers.putValue(Constants.IMPORT_PACKAGE, "jakarta.servlet;version=\"[6.0,7)\","
                + "jakarta.servlet.http;version=\"[6.0,7)\",org.osgi.framework");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (String name : List.of("ProbeActivator", "ProbeServlet")) {
                String entry = "org/supervisor4j/plugin/http/probe/" + name + ".class";
                out.putNextEntry(new JarEntry(entry));
                try (var in = FelixDaemon.class.getClassLoader().getResourceAsStream(entry)) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
        return jar;
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
