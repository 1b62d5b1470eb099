package org.supervisor4j.plugin.rpcsupervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.supervisor4j.api.RecordingSupervisor;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.disk.DiskWork;
import org.supervisor4j.api.disk.SimpleDiskWork;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;

/** The packed bundle in Felix, with a kernel that is there or not. */
@Timeout(60)
class SupervisorNamespaceIT {

    private Framework framework;

    @BeforeEach
    void boot(@TempDir Path cache) throws BundleException, IOException, URISyntaxException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, cache.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                                "org.supervisor4j.api;version=1.0.0,org.supervisor4j.api.access;version=1.0.0,"
                                        + "org.supervisor4j.api.disk;version=1.0.0,org.supervisor4j.api.event;version=1.0.0,org.supervisor4j.api.rpc;version=1.0.0"));
        framework.start();
        BundleContext context = framework.getBundleContext();
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars()) {
            bundles.add(context.installBundle(jar.toUri().toString()));
        }
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @Test
    void theNamespaceIsThereAsLongAsTheKernelIsAndCanBeChosenByTheReferencesFactoryName() {
        BundleContext context = framework.getBundleContext();
        assertThat(context.getServiceReference(RpcNamespace.class)).isNull();

        ServiceRegistration<Supervisor> kernel =
                context.registerService(Supervisor.class, new RecordingSupervisor(), null);
                context.registerService(DiskWork.class, new SimpleDiskWork(), null);
        ServiceReference<RpcNamespace> reference = context.getServiceReference(RpcNamespace.class);

        assertThat((String[]) reference.getProperty(RpcNamespace.FACTORY))
                .containsExactly("supervisor.rpcinterface:make_main_rpcinterface", "supervisor");
        assertThat(reference.getProperty(RpcNamespace.PREFIX)).isNull();
        assertThat(Arrays.stream(context.getService(reference).getClass().getMethods())
                        .filter(method -> method.isAnnotationPresent(RpcMethod.class)))
                .hasSize(32);

        kernel.unregister();
        assertThat(context.getServiceReference(RpcNamespace.class)).isNull();
    }

    private static List<Path> jars() throws URISyntaxException, IOException {
        List<Path> jars = new ArrayList<>();
        for (Class<?> type : List.of(
                org.osgi.util.function.Function.class,
                org.osgi.util.promise.Promise.class,
                org.osgi.service.component.ComponentContext.class,
                org.apache.felix.scr.info.ScrInfo.class)) {
            jars.add(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()));
        }
        try (Stream<Path> own = Files.list(Path.of("target"))) {
            jars.add(own.filter(jar -> jar.getFileName().toString().matches("supervisor4j-rpc-supervisor-.*\\.jar"))
                    .findFirst()
                    .orElseThrow());
        }
        return jars;
    }
}
