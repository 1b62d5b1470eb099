package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.example.lent.Lent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.supervisor4j.api.event.ResultHandler;
import org.supervisor4j.api.log.LogSinkType;

/** What programs and logs go on using can load its classes for as long as they do, whatever happens to its jar and to others. */
@Timeout(60)
class LastingPluginsTest {

    @TempDir
    private Path directory;

    private PluginFixture plugins;

    /** Wakes who waits for bundles to be uninstalled. */
    private static final class GoneBundles implements SynchronousBundleListener {
        private final Semaphore gone = new Semaphore(0);

        @Override
        public void bundleChanged(BundleEvent event) {
            gone.release();
        }

        void await(BooleanSupplier condition) throws InterruptedException {
            while (!condition.getAsBoolean() && gone.tryAcquire(20, TimeUnit.SECONDS)) {
                gone.drainPermits();
            }
        }
    }

    @BeforeEach
    void boot() throws Exception {
        plugins = new PluginFixture(directory, Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() throws Exception {
        plugins.stop();
    }

    private static TestJar sink(String version) {
        return TestJar.bundle("a; singleton:=true", version).activator(Activators.Sink.class);
    }

    private static TestJar lender(String version) {
        return TestJar.bundle("lender", version).header("Export-Package", "org.example.lent").with(Lent.class);
    }

    /** A plugin that needs something of the other when it is used for the first time. */
    private Path borrower(String name) throws Exception {
        return TestJar.bundle("borrower", "1.0.0").activator(Activators.Borrowing.class)
                .header("Import-Package", "org.osgi.framework,org.supervisor4j.api.log,org.example.lent")
                .to(plugins.jar(name));
    }

    /** It has found all classes that it needs. */
    private static AbstractThrowableAssert<?, ?> assertWorks(LogSinkType sink) {
        return assertThatThrownBy(() -> sink.read(null)).isInstanceOf(UnsupportedOperationException.class);
    }

    private List<String> bundles(String symbolicName) {
        return Arrays.stream(plugins.framework.getBundleContext().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .map(bundle -> bundle.getVersion() + (bundle.getState() == Bundle.ACTIVE ? " active" : ""))
                .toList();
    }

    @Test
    void itStaysWhenItsPluginIsReplacedOrGoes() throws Exception {
        Path jar = sink("1.0.0").to(plugins.jar("a.jar"));
        plugins.follow();
        LogSinkType old = plugins.sink("late");
        sink("1.0.0").file("more", new byte[0]).to(jar);
        plugins.follow();
        LogSinkType next = plugins.sink("late");
        assertThat(plugins.active()).as("copied over it").containsExactly("a 1.0.0");
        Files.delete(jar);
        plugins.follow();
        assertThat(plugins.sink("late")).isNull();
        sink("0.9.0").to(plugins.jar("a-again.jar"));
        plugins.follow();

        assertThat(plugins.active()).as("removed, and another copied").containsExactly("a 0.9.0");
        assertThat(Stream.of(old, next, plugins.sink("late")).map(PluginUses::original).map(Object::getClass)).doesNotHaveDuplicates();
        assertWorks(old).hasMessage("found");
        assertWorks(next).hasMessage("found");
    }

    @Test
    void itStaysWhenItExportsPackages() throws Exception {
        Path jar = sink("1.0.0").header("Export-Package", "org.example.lent").with(Lent.class).to(plugins.jar("a.jar"));
        borrower("b.jar");
        plugins.follow();
        LogSinkType sink = plugins.sink("late");
        LogSinkType borrowing = plugins.sink("borrowing");
        Files.delete(jar);
        plugins.follow();

        assertThat(plugins.active()).as("the other has nobody to borrow from").isEmpty();
        assertWorks(sink).hasMessage("found");
        assertWorks(borrowing);
    }

    @Test
    void itStaysWhenAnotherJarThatItUsesIsReplacedAndGoesAndComes() throws Exception {
        Path jar = lender("1.0.0").to(plugins.jar("lender.jar"));
        borrower("b.jar");
        plugins.follow();
        LogSinkType first = plugins.sink("borrowing");
        lender("1.1.0").to(jar);
        plugins.follow();
        LogSinkType second = plugins.sink("borrowing");
        assertThat(plugins.active()).containsExactly("borrower 1.0.0", "lender 1.1.0");
        Files.delete(jar);
        plugins.follow();
        assertThat(plugins.active()).isEmpty();
        lender("1.2.0").to(jar);
        plugins.follow();

        assertThat(plugins.active()).containsExactly("borrower 1.0.0", "lender 1.2.0");
        List<String> loaders = new ArrayList<>();
        for (LogSinkType sink : List.of(first, second, plugins.sink("borrowing"))) {
            assertWorks(sink).satisfies(loader -> loaders.add(loader.getMessage()));
        }
        assertThat(loaders).as("each has kept its own").doesNotHaveDuplicates();
    }

    @Test
    void itStaysWhenBothAreReplacedAtOnce() throws Exception {
        lender("1.0.0").to(plugins.jar("lender.jar"));
        borrower("b.jar");
        plugins.follow();
        LogSinkType first = plugins.sink("borrowing");
        lender("1.1.0").to(plugins.jar("lender.jar"));
        borrower("b.jar");
        plugins.follow();
        Files.delete(plugins.jar("lender.jar"));
        Files.delete(plugins.jar("b.jar"));
        plugins.follow();

        assertThat(plugins.active()).isEmpty();
        assertWorks(first);
    }

    @Test
    void itIsLoadedAnewFromWhatItWasThoughItsJarIsAnotherByThen() throws Exception {
        lender("1.0.0").to(plugins.jar("lender.jar"));
        Path jar = borrower("b.jar");
        plugins.follow();
        Files.write(jar, new byte[] {'P', 'K'});
        lender("1.1.0").to(plugins.jar("lender.jar"));
        plugins.follow();

        assertThat(plugins.active()).containsExactly("borrower 1.0.0", "lender 1.1.0");
    }

    @Test
    void itStaysWithThePartsThatItHas() throws Exception {
        Path host = TestJar.bundle("borrower", "1.0.0").activator(Activators.Borrowing.class).to(plugins.jar("host.jar"));
        Path part = TestJar.bundle("part", "1.0.0").header("Fragment-Host", "borrower").with(Lent.class).to(plugins.jar("part.jar"));
        plugins.follow();
        LogSinkType first = plugins.sink("borrowing");
        TestJar.bundle("part", "1.1.0").header("Fragment-Host", "borrower").with(Lent.class).to(part);
        plugins.follow();
        LogSinkType second = plugins.sink("borrowing");
        Files.delete(part);
        plugins.follow();
        LogSinkType third = plugins.sink("borrowing");
        Files.delete(host);
        plugins.follow();

        assertWorks(first);
        assertWorks(second);
        assertThatThrownBy(() -> third.read(null)).as("it has never had it").isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void whatAPlainJarBorrowsIsKeptForItThoughItHasNotBeenNeededYet() throws Exception {
        Path jar = lender("1.0.0").to(plugins.jar("lender.jar"));
        TestJar.plain().offering(LogSinkType.class, Providers.BorrowingSink.class).to(plugins.jar("plain.jar"));
        plugins.follow();
        LogSinkType sink = plugins.sink("plain");
        Files.delete(jar);
        plugins.follow();

        assertWorks(sink);
    }

    @Test
    void anUnpackedBundleStaysToo() throws Exception {
        Path folder = plugins.jar("a");
        for (Class<?> type : Activators.class.getDeclaredClasses()) {
            Path file = folder.resolve(type.getName().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, type.getResourceAsStream("/" + folder.relativize(file)).readAllBytes());
        }
        Files.createDirectories(folder.resolve("META-INF"));
        Files.writeString(folder.resolve("META-INF/MANIFEST.MF"), """
                Manifest-Version: 1.0
                Bundle-ManifestVersion: 2
                Bundle-SymbolicName: a
                Bundle-Activator: %s
                Import-Package: org.osgi.framework,org.supervisor4j.api.event,org.supervisor4j.api.log
                """.formatted(Activators.Sink.class.getName()));
        plugins.follow();
        LogSinkType sink = plugins.sink("late");
        Files.move(folder, directory.resolve("away"));
        plugins.follow();

        assertThat(plugins.active()).isEmpty();
        assertWorks(sink).hasMessage("found");
    }

    @Test
    void aResultHandlerStaysForTheListenersThatHaveIt() throws Exception {
        BundleContext user = user();
        Path jar = TestJar.bundle("a", "1.0.0").activator(Activators.Judging.class).to(plugins.jar("a.jar"));
        plugins.follow();
        ResultHandler handler = user.getService(user.getServiceReference(ResultHandler.class));
        Files.delete(jar);
        plugins.follow();

        assertThat(handler.accepts("TICK_5", "", new byte[0])).isTrue();
    }

    /** Of another bundle. */
    private BundleContext user() throws Exception {
        Bundle user = plugins.framework.getBundleContext().installBundle("user", new ByteArrayInputStream(
                TestJar.bundle("user", "1.0.0").header("Import-Package", "org.supervisor4j.api.event").bytes()));
        user.start();
        return user.getBundleContext();
    }

    @Test
    void whatNobodyHasEverUsedIsGivenBackAtOnce() throws Exception {
        Path jar = lender("1.0.0").to(plugins.jar("lender.jar"));
        borrower("b.jar");
        plugins.follow();
        for (int i = 1; i <= 20; i++) {
            lender("1.0." + i).to(jar);
            plugins.follow();
        }
        assertThat(bundles("lender")).containsExactly("1.0.20 active");
        assertThat(bundles("borrower")).containsExactly("1.0.0 active");
    }

    @Test
    void whatIsNotUsedAnyMoreIsGivenBackWithWhatItUsed() throws Exception {
        Path jar = lender("1.0.0").to(plugins.jar("lender.jar"));
        borrower("b.jar");
        plugins.follow();
        LogSinkType kept = plugins.sink("borrowing");
        for (int i = 1; i <= 40; i++) {
            lender("1.0." + i).to(jar);
            plugins.follow();
            plugins.sink("borrowing"); // read, and forgotten again
        }
        GoneBundles gone = new GoneBundles();
        plugins.framework.getBundleContext().addBundleListener(gone);
        System.gc();
        gone.await(() -> bundles("borrower").size() == 2 && bundles("lender").size() == 2);
        assertThat(bundles("lender")).as("those of now, and those in use").containsExactly("1.0.0", "1.0.40 active");
        assertThat(bundles("borrower")).containsExactly("1.0.0", "1.0.0 active");
        assertWorks(kept);
    }
}
