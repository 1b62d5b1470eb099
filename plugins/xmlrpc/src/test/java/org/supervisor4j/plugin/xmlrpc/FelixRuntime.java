package org.supervisor4j.plugin.xmlrpc;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.felix.scr.info.ScrInfo;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** Felix in this process with an HTTP server on a free loopback port, SCR and the packed bundles. */
final class FelixRuntime {

    /** Short, so that a test sees whether it ends those who only wait. */
    static final Duration IDLE_TIMEOUT = Duration.ofSeconds(1);

    private static final String EXPORTED = String.join(
            ",",
            "org.slf4j;version=2.0.20",
            "org.slf4j.event;version=2.0.20",
            "org.slf4j.helpers;version=2.0.20",
            "org.slf4j.spi;version=2.0.20",
            "org.supervisor4j.api;version=1.0.0",
            "org.supervisor4j.api.access;version=1.0.0",
            "org.supervisor4j.api.config;version=1.0.0",
            "org.supervisor4j.api.event;version=1.0.0",
            "org.supervisor4j.api.plugin;version=1.0.0",
            "org.supervisor4j.api.rpc;version=1.0.0");

    private final Framework framework;

    FelixRuntime(Path cache) throws BundleException, IOException, ReflectiveOperationException, URISyntaxException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, cache.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, EXPORTED,
                        "org.apache.felix.http.host", "127.0.0.1",
                        "org.apache.felix.http.timeout", Long.toString(IDLE_TIMEOUT.toMillis()),
                        "org.osgi.service.http.port", "0"));
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars()) {
            bundles.add(context().installBundle(jar.toUri().toString()));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Where the HTTP server listens: {@code http://127.0.0.1:port}; empty as long as it does not. */
    String address() throws InvalidSyntaxException {
        // All references: the system bundle has no wire to the package, so the other methods would hide the service.
        ServiceReference<?>[] runtimes =
                context().getAllServiceReferences("org.osgi.service.servlet.runtime.HttpServiceRuntime", null);
        if (runtimes == null || !(runtimes[0].getProperty("osgi.http.endpoint") instanceof String[] endpoints)) {
            return "";
        }
        return Arrays.stream(endpoints)
                .map(URI::create)
                .filter(uri -> uri.getPort() > 0)
                .findFirst()
                .map(uri -> "http://127.0.0.1:" + uri.getPort())
                .orElse("");
    }

    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(20_000);
    }

    private static List<Path> jars() throws ReflectiveOperationException, URISyntaxException, IOException {
        List<Path> jars = new ArrayList<>();
        for (Class<?> type : List.of(
                org.osgi.util.function.Function.class,
                org.osgi.util.promise.Promise.class,
                org.osgi.service.component.ComponentContext.class,
                ScrInfo.class,
                org.apache.commons.io.IOUtils.class,
                org.apache.commons.fileupload.FileUpload.class,
                org.apache.felix.http.jetty.internal.JettyActivator.class,
                jakarta.servlet.Servlet.class,
                org.apache.xmlrpc.parser.XmlRpcRequestParser.class)) {
            jars.add(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        try (Stream<Path> own = Files.list(Path.of("target"))) {
            jars.add(own.filter(jar -> jar.getFileName().toString().matches("supervisor4j-xmlrpc-.*\\.jar"))
                    .findFirst()
                    .orElseThrow());
        }
        return jars.stream().distinct().toList();
    }
}
