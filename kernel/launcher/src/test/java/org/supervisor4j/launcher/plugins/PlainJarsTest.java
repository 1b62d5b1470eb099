package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.example.lent.Lent;
import org.osgi.framework.ServiceReference;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.event.EventType;
import org.supervisor4j.api.event.ProcessEventListener;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.api.rpc.RpcNamespace;

/** A jar without any OSGi is a plugin like others, by its files in META-INF/services. */
@Timeout(60)
class PlainJarsTest {

    @TempDir
    private Path directory;

    private final List<String> diary = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private PluginFixture plugins;
    private RecordedLog log;

    @BeforeEach
    void boot() throws Exception {
        System.getProperties().put(Providers.DIARY, diary);
        System.getProperties().put(Activators.GATE, gate);
        log = new RecordedLog();
        plugins = new PluginFixture(directory, Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() throws Exception {
        gate.countDown();
        plugins.stop();
        log.close();
        System.getProperties().remove(Providers.DIARY);
        System.getProperties().remove(Activators.GATE);
    }

    private ServiceReference<?> reference(Class<?> type) {
        return plugins.framework.getBundleContext().getServiceReference(type);
    }

    @Test
    void whatItNamesIsThereAsLongAsTheJarIs() throws Exception {
        Path jar = TestJar.plain().offering(RpcNamespace.class, Providers.Good.class).to(plugins.jar("good-1.2-SNAPSHOT.jar"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("good 1.2.0.SNAPSHOT");
        assertThat(reference(RpcNamespace.class).getProperty(RpcNamespace.PREFIX)).isEqualTo("good");
        assertThat(reference(RpcNamespace.class).getProperty("order")).isEqualTo(7);
        assertThat(log.lines()).contains("[INFO] Plugin good-1.2-SNAPSHOT.jar is active: good 1.2.0.SNAPSHOT");

        RpcNamespace before = plugins.service(RpcNamespace.class);
        TestJar.plain().offering(RpcNamespace.class, Providers.Good.class).file("more", new byte[1]).to(jar);
        plugins.follow();
        assertThat(plugins.service(RpcNamespace.class).getClass()).isNotEqualTo(before.getClass());

        Files.delete(jar);
        plugins.follow();
        assertThat(reference(RpcNamespace.class)).isNull();
        assertThat(plugins.framework.getBundleContext().getBundles()).hasSize(1);
    }

    @Test
    void oneThatHasNotChangedIsTheSameBundle() throws Exception {
        TestJar.plain().offering(RpcNamespace.class, Providers.Good.class).to(plugins.jar("good.jar"));
        plugins.follow();
        try (JarFile bundle = new JarFile(directory.resolve("copies/installed-0.jar").toFile())) {
            assertThat(bundle.stream().map(JarEntry::getTimeLocal).map(LocalDateTime::getYear)).as("whenever it is made").containsOnly(1980);
        }
        plugins.control.restart("good.jar");
        assertThat(log.lines()).contains("[INFO] Plugin good.jar is loaded anew");
    }

    @Test
    void whatIsThereAtTheStartIsAPluginToo() throws Exception {
        TestJar.plain().offering(RpcNamespace.class, Providers.Good.class).to(plugins.jar("good.jar"));
        TestJar.plain().offering(ProcessEventListener.class, Providers.Throwing.class).to(plugins.jar("bad.jar"));
        plugins.dropIns.begin();
        plugins.dropIns.start();
        assertThat(plugins.active()).containsExactly("good 0.0.0");
        assertThat(reference(RpcNamespace.class)).isNotNull();
        assertThat(log.lines()).anyMatch(line -> line.startsWith("[ERROR] The plugin bad.jar is not active"));
    }

    @Test
    void aClassThatIsNamedForTwoExtensionPointsIsMadeOnceAndClosedWhenItHasGone() throws Exception {
        Path jar = TestJar.plain()
                .offering(RpcNamespace.class, Providers.Both.class)
                .offering(ProcessEventListener.class, Providers.Both.class)
                .to(plugins.jar("both.jar"));
        plugins.follow();
        assertThat((Object) plugins.service(RpcNamespace.class)).isNotNull().isSameAs(plugins.service(ProcessEventListener.class));
        assertThat(diary).isEmpty();
        Files.delete(jar);
        plugins.follow();
        assertThat(diary).containsExactly("closed");
    }

    @Test
    void aConstructorMayTakeServicesOfTheDaemon() throws Exception {
        Supervisor supervisor = (Supervisor) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Supervisor.class}, (_, _, _) -> "the one");
        plugins.framework.getBundleContext().registerService(Supervisor.class, supervisor, null);
        TestJar.plain().offering(ProcessEventListener.class, Providers.Asking.class).to(plugins.jar("asking.jar"));
        plugins.follow();
        ProcessEventListener listener = plugins.service(ProcessEventListener.class);
        assertThatThrownBy(() -> listener.onEvent(null)).hasMessage("the one");
    }

    @Test
    void aFactoryMethodMayMakeIt() throws Exception {
        TestJar.plain().offering(EventType.class, Providers.Kinds.class).to(plugins.jar("kinds.jar"));
        plugins.follow();
        assertThat(plugins.service(EventType.class).name()).isEqualTo("OF_A_PLAIN_JAR");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Throwing  | its making failed with java.lang.IllegalStateException: no mood today (expected: a jar that is repaired, copied over it)
            Failing   | its class cannot be used: java.lang.ExceptionInInitializerError
            Recursing | its making failed with java.lang.StackOverflowError
            Empty     | its method provider() has returned null
            Hidden    | it is not public (expected: a public class)
            Demanding | its constructor takes a java.lang.StringBuilder (expected: a service of the daemon
            Unrelated | it is no org.supervisor4j.api.event.ProcessEventListener
            """)
    void whatCannotBeMadeCostsOnlyItself(String name, String reason) throws Exception {
        Class<?> bad = Class.forName(Providers.class.getName() + "$" + name, false, getClass().getClassLoader());
        TestJar.plain()
                .offering(ProcessEventListener.class, bad)
                .offering(RpcNamespace.class, Providers.Good.class)
                .to(plugins.jar("mixed.jar"));
        plugins.follow();
        assertThat(reference(RpcNamespace.class)).isNotNull();
        assertThat(reference(ProcessEventListener.class)).isNull();
        assertThat(log.lines())
                .anyMatch(line -> line.startsWith("[ERROR] The plugin mixed.jar goes without " + bad.getName() + ": " + reason))
                .contains("[WARN] Plugin mixed.jar is active in part, as said above: mixed 0.0.0");
    }

    @Test
    void aJarOfWhichNothingCanBeMadeIsNotActiveUntilItIsAnother() throws Exception {
        Path jar = TestJar.plain().offering(ProcessEventListener.class, Providers.Throwing.class).to(plugins.jar("bad.jar"));
        plugins.follow();
        plugins.follow();
        assertThat(plugins.active()).isEmpty();
        assertThat(log.lines()).filteredOn(line -> line.startsWith("[ERROR] The plugin bad.jar is not active")).hasSize(1);
        TestJar.plain().offering(RpcNamespace.class, Providers.Good.class).to(jar);
        plugins.follow();
        assertThat(plugins.active()).containsExactly("bad 0.0.0");
    }

    @Test
    void whatIsMissingOrLacksItsNameIsSaid() throws Exception {
        TestJar.plain().naming(RpcNamespace.class.getName(), "# ours\n\norg.example.Nowhere # not here\n").to(plugins.jar("a.jar"));
        TestJar.plain().offering(LogSinkType.class, Providers.Nameless.class).to(plugins.jar("b.jar"));
        plugins.follow();
        assertThat(plugins.active()).isEmpty();
        assertThat(log.lines())
                .contains("[ERROR] The plugin a.jar goes without org.example.Nowhere: there is no class org.example.Nowhere"
                        + " (expected: the jar has it, or another jar in plugins/)")
                .contains("[ERROR] The plugin b.jar goes without " + Providers.Nameless.class.getName()
                        + ": as a LogSinkType it lacks the service property supervisor4j.log.sink"
                        + " (expected: @ServiceProperties on the class, with its value)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "", "# nothing"})
    void aFileThatNamesNoClassesIsRefused(String lines) throws Exception {
        TestJar.plain().naming(RpcNamespace.class.getName(), lines).to(plugins.jar("a.jar"));
        plugins.follow();
        assertThat(plugins.active()).isEmpty();
        assertThat(log.lines()).anyMatch(line -> line.contains(
                "a.jar cannot be installed and is left out: META-INF/services/" + RpcNamespace.class.getName()));
    }

    @Test
    void whatIsForOthersIsLeftAlone() throws Exception {
        TestJar.plain().offering(RpcNamespace.class, Providers.Good.class).naming("java.sql.Driver", "x.Y").to(plugins.jar("a.jar"));
        TestJar.plain().naming("java.sql.Driver", "x.Y").to(plugins.jar("b.jar"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("a 0.0.0");
        assertThat(log.lines())
                .contains("[INFO] Plugin a.jar has files META-INF/services/ for what is no extension point, which are left alone: java.sql.Driver")
                .anyMatch(line -> line.endsWith("b.jar cannot be installed and is left out: it is no bundle: its manifest has no Bundle-SymbolicName,"
                        + " and no file META-INF/services/... is named for an extension point, but [java.sql.Driver] (expected: one of the two)"));
    }

    @Test
    void aPackageThatItLacksMayBeAnotherPluginsAndMayComeLater() throws Exception {
        Path jar = TestJar.plain().offering(ProcessEventListener.class, Providers.Borrowing.class).to(plugins.jar("borrowing.jar"));
        plugins.follow();
        assertThat(log.lines()).anyMatch(line -> line.contains("borrowing.jar goes without " + Providers.Borrowing.class.getName()
                + ": its making failed with java.lang.NoClassDefFoundError: org/example/lent/Lent"));
        TestJar.bundle("lender", "1.0.0").header("Export-Package", "org.example.lent").with(Lent.class).to(plugins.jar("lender.jar"));
        Files.setLastModifiedTime(jar, FileTime.fromMillis(1));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("borrowing 0.0.0", "lender 1.0.0");
        ProcessEventListener before = plugins.service(ProcessEventListener.class);
        assertThat(before).isNotNull();

        TestJar.bundle("lender", "2.0.0").header("Export-Package", "org.example.lent").with(Lent.class).to(plugins.jar("lender.jar"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("borrowing 0.0.0", "lender 2.0.0");
        assertThat((Object) plugins.service(ProcessEventListener.class)).as("made anew with the new one").isNotNull().isNotSameAs(before);
    }

    @Test
    void whatProgramsGoOnUsingStaysWhenItsJarIsReplacedOrGoes() throws Exception {
        TestJar content = TestJar.plain().with(Providers.Both.class).offering(LogSinkType.class, Providers.Sink.class);
        Path jar = content.to(plugins.jar("sink.jar"));
        plugins.follow();
        LogSinkType old = plugins.sink("plain");
        content.file("more", new byte[1]).to(jar);
        plugins.follow();
        LogSinkType next = plugins.sink("plain");
        assertThat(PluginUses.original(next).getClass()).isNotEqualTo(PluginUses.original(old).getClass());
        Files.delete(jar);
        plugins.follow();
        assertThat(reference(LogSinkType.class)).isNull();
        assertThatThrownBy(() -> old.read(null)).isInstanceOf(UnsupportedOperationException.class).hasMessageContaining("Both");
        assertThatThrownBy(() -> next.read(null)).isInstanceOf(UnsupportedOperationException.class).hasMessageContaining("Both");
    }

    @Test
    void threadsThatGoOnWithoutTheirPluginAreNamed() throws Exception {
        Path leaking = TestJar.plain().offering(ProcessEventListener.class, Providers.Leaking.class).to(plugins.jar("leaking.jar"));
        Path tidy = TestJar.plain().offering(ProcessEventListener.class, Providers.Tidy.class).to(plugins.jar("tidy.jar"));
        plugins.follow();
        assertThat(plugins.active()).hasSize(2);
        Files.delete(leaking);
        Files.delete(tidy);
        plugins.follow();
        assertThat(log.lines()).filteredOn(line -> line.contains("left threads behind"))
                .containsExactly("[WARN] The plugin leaking.jar has left threads behind, which go on without it: forgotten"
                        + " (expected: what it has started ends when it is stopped)");
    }

    @Test
    void oneThatHangsIsWithdrawnAndTheOthersGoOn() throws Exception {
        plugins.stop();
        plugins = new PluginFixture(directory.resolve("hanging"), Duration.ofSeconds(1));
        TestJar.plain()
                .offering(ProcessEventListener.class, Providers.Blocking.class)
                .offering(RpcNamespace.class, Providers.Good.class)
                .to(plugins.jar("a.jar"));
        TestJar.bundle("other", "1.0.0").activator(Activators.Quiet.class).to(plugins.jar("b.jar"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("other 1.0.0");
        assertThat(reference(RpcNamespace.class)).isNull();
        assertThat(log.lines()).anyMatch(line -> line.contains("The plugin a.jar is not active: its start has not come back")
                && line.contains("Providers$Blocking.<init>"));
        Files.delete(plugins.jar("a.jar"));
        plugins.follow();
        assertThat(plugins.framework.getBundleContext().getBundles()).hasSize(2);
    }

    @Test
    void theSamePluginTwiceIsRefusedByItsTitle() throws Exception {
        for (String name : List.of("a.jar", "b.jar")) {
            TestJar.plain()
                    .header("Implementation-Title", "The good one")
                    .header("Implementation-Version", "2.1")
                    .offering(RpcNamespace.class, Providers.Good.class)
                    .to(plugins.jar(name));
        }
        plugins.follow();
        assertThat(plugins.active()).containsExactly("The-good-one 2.1.0");
        assertThat(log.lines()).anyMatch(line -> line.contains("it is The-good-one 2.1.0, and so is a.jar"));
    }
}
