package org.supervisor4j.plugin.logrotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Hashtable;
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
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.supervisor4j.api.config.TestSection;
import org.supervisor4j.api.disk.DiskWork;
import org.supervisor4j.api.disk.SimpleDiskWork;
import org.supervisor4j.api.log.LogFileType;
import org.supervisor4j.api.log.LogOptions;
import org.supervisor4j.api.log.LogRotation;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogTarget;
import org.supervisor4j.api.log.RotationPolicy;
import org.supervisor4j.api.log.RotationPolicyType;
import org.supervisor4j.api.log.RotationTrigger;
import org.supervisor4j.api.log.RotationTriggerType;
import org.supervisor4j.api.rpc.RpcNamespace;

/** The packed bundle in Felix, with what other plugins add to it. */
@Timeout(60)
class RotatingFilesIT {

    @TempDir
    Path folder;

    private Framework framework;

    @BeforeEach
    void boot(@TempDir Path cache) throws BundleException, IOException, URISyntaxException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        cache.toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        String.join(
                                ",",
                                Stream.of("", ".access", ".config", ".ctl", ".disk", ".event", ".log", ".plugin", ".rpc")
                                        .map(name -> "org.supervisor4j.api" + name + ";version=1.0.0")
                                        .toList())
                                + ",org.slf4j;version=2.0.0"));
        framework.start();
        framework.getBundleContext().registerService(DiskWork.class, new SimpleDiskWork(), null);
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars()) {
            bundles.add(framework.getBundleContext().installBundle(jar.toUri().toString()));
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

    private <T> T service(Class<T> type) {
        BundleContext context = framework.getBundleContext();
        ServiceReference<T> reference = context.getServiceReference(type);
        assertThat(reference).as(type.getName()).isNotNull();
        return context.getService(reference);
    }

    private static LogOptions options(String... lines) {
        Map<String, String> options = new Hashtable<>();
        for (String line : lines) {
            options.put("logfile_" + line.split("=", 2)[0], line.split("=", 2)[1]);
        }
        return new LogOptions(new TestSection("program:x", options), "logfile_", (_, key, message, expected) -> {
            throw new AssertionError(key + ": " + message + " (expected: " + expected + ")");
        });
    }

    private static void write(LogSink sink, String text) throws IOException {
        sink.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Due after a text of so many bytes, and put into a folder. */
    private record Exactly(long bytes) implements RotationTrigger {
        @Override
        public boolean isDue(long size) {
            return size == bytes;
        }
    }

    private record Attic(Path attic) implements RotationPolicy {
        @Override
        public void rotate(Path file, int backups, Instant due) throws IOException {
            Files.move(file, attic.resolve("kept"), StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public List<Path> backups(Path file, int backups) {
            return Stream.of("kept", "kept.gz").map(attic::resolve).filter(Files::exists).toList();
        }
    }

    @Test
    void otherPluginsSayWhenAndHow() throws IOException {
        BundleContext context = framework.getBundleContext();
        LogFileType type = service(LogFileType.class);
        context.registerService(
                RotationTriggerType.class,
                options -> new Exactly(options.integer("exactly_bytes").orElseThrow()),
                new Hashtable<>(Map.of(RotationTriggerType.NAME, "exactly")));
        context.registerService(
                RotationPolicyType.class,
                options -> new Attic(Path.of(options.text("attic_folder").orElseThrow())),
                new Hashtable<>(Map.of(RotationPolicyType.NAME, "attic")));
        Path attic = Files.createDirectory(folder.resolve("attic"));
        Path file = folder.resolve("a.log");
        try (LogSink sink = type.read(options(
                        "rotate_when=exactly", "exactly_bytes=4", "rotation=attic", "attic_folder=" + attic))
                .open(new LogTarget(file, 0, 1))) {
            write(sink, "123");
            write(sink, "4");
            write(sink, "56789");
        }
        assertThat(attic.resolve("kept")).hasContent("1234");
        assertThat(file).hasContent("56789");
    }

    @Test
    void whatIsOpenCanBeRotatedByOthersAndOutlivesThePlugin() throws IOException, BundleException {
        Path file = folder.resolve("a.log");
        LogRotation rotation = service(LogRotation.class);
        try (LogSink sink = service(LogFileType.class)
                .read(options("rotate_every=1h", "compress=zstd"))
                .open(new LogTarget(file, 10, 3))) {
            write(sink, "one");
            assertThat(rotation.rotate(file)).isTrue();
            assertThat(folder.resolve("a.log.1")).hasContent("one");
            framework.getBundleContext().getBundles()[framework.getBundleContext().getBundles().length - 1].stop();
            write(sink, "0123456789");
            write(sink, "rest");
        }
        assertThat(folder.resolve("a.log.1")).hasContent("0123456789");
        assertThat(folder.resolve("a.log.2")).hasContent("one");
        assertThat(file).hasContent("rest");
    }

    @Test
    void itsMethodsNeedTheKernel() {
        assertThat(framework.getBundleContext().getServiceReference(RpcNamespace.class)).isNull();
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
            jars.add(own.filter(jar -> jar.getFileName().toString().matches("supervisor4j-log-rotation-.*\\.jar"))
                    .findFirst()
                    .orElseThrow());
        }
        return jars;
    }
}
