package org.supervisor4j.bundle.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The packed bundle in a framework that offers the JDK and nothing else. */
@Timeout(60)
class WrappedBundleIT {

    private Framework framework;
    private Bundle bundle;

    @BeforeEach
    void boot(@TempDir Path cache) throws BundleException, IOException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, cache.toString()));
        framework.start();
        bundle = framework.getBundleContext().installBundle(packed().toUri().toString());
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void itStartsWithoutServletsAndLoggingFacade() throws BundleException {
        bundle.start();

        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void theClassesOfAllThreeJarsCanBeLoadedFromIt() throws ReflectiveOperationException {
        for (String name : new String[] {
            "org.apache.xmlrpc.parser.XmlRpcRequestParser",
            "org.apache.xmlrpc.serializer.XmlRpcWriter",
            "org.apache.xmlrpc.server.XmlRpcServerConfigImpl",
            "org.apache.ws.commons.util.Base64"
        }) {
            assertThat(bundle.loadClass(name).getDeclaredConstructors()).as(name).isNotNull();
        }
    }

    @Test
    void itExportsThemAndCarriesTheLicenceButNoForeignClasses() {
        String exports = bundle.getHeaders().get(Constants.EXPORT_PACKAGE);

        assertThat(exports)
                .contains("org.apache.xmlrpc.parser;", "org.apache.xmlrpc.server;", "org.apache.ws.commons.util;");
        assertThat(bundle.getEntry("META-INF/LICENSE")).isNotNull();
        assertThat(bundle.getEntry("META-INF/NOTICE")).isNotNull();
        for (String foreign : new String[] {"org/apache/log4j", "org/apache/commons", "javax/servlet", "junit",
                "org/w3c"}) {
            assertThat(bundle.getEntry(foreign)).as(foreign).isNull();
        }
    }

    private static Path packed() throws IOException {
        try (var jars = Files.newDirectoryStream(Path.of("target"), "supervisor4j-apache-xmlrpc-*.jar")) {
            return jars.iterator().next();
        }
    }
}
