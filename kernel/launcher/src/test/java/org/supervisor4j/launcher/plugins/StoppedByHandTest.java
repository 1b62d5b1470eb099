package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.example.lent.Lent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.api.plugin.PluginInfo;
import org.supervisor4j.api.plugin.PluginState;

/** What somebody stops or uninstalls with the web console or a shell stays so until its own jar changes, and the list says so. */
@Timeout(60)
class StoppedByHandTest {

    @TempDir
    private Path directory;

    private PluginFixture plugins;
    private RecordedLog log;

    @BeforeEach
    void boot() throws Exception {
        plugins = new PluginFixture(directory, Duration.ofSeconds(30));
        log = new RecordedLog();
        TestJar.bundle("a", "1.0.0").activator(Activators.Sink.class).to(plugins.jar("a.jar"));
        TestJar.bundle("other", "1.0.0").activator(Activators.Quiet.class).to(plugins.jar("other.jar"));
        plugins.follow();
    }

    @AfterEach
    void stop() throws Exception {
        log.close();
        plugins.stop();
    }

    private Bundle bundle(String symbolicName) {
        return Arrays.stream(plugins.framework.getBundleContext().getBundles())
                .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private PluginInfo info(String jar) {
        return plugins.control.all().stream().filter(info -> info.fileName().equals(jar)).findFirst().orElseThrow();
    }

    private void assertStopped(String jar, String how) {
        assertThat(info(jar).state()).isEqualTo(PluginState.FAILED);
        assertThat(info(jar).reasons()).containsExactly(
                "it was " + how + " by hand (expected: supervisorctl plugins restart, or its jar is touched)");
        assertThat(info(jar).contributions()).isEmpty();
    }

    private void replaceTheOther(String version) throws Exception {
        TestJar.bundle("other", version).activator(Activators.Quiet.class).to(plugins.jar("other.jar"));
        plugins.follow();
        assertThat(bundle("other").getVersion()).hasToString(version);
        assertThat(bundle("other").getState()).isEqualTo(Bundle.ACTIVE);
    }

    private void touch(String jar) throws Exception {
        Path content = plugins.jar(jar);
        Files.copy(content, directory.resolve("copy"));
        Files.move(directory.resolve("copy"), content, StandardCopyOption.REPLACE_EXISTING);
        plugins.follow();
    }

    private void assertComesBack(String jar, boolean isTouched) throws Exception {
        if (isTouched) {
            touch(jar);
        } else {
            plugins.control.restart(jar);
        }
        assertThat(plugins.active()).containsExactly("a 1.0.0", "other 3.0.0");
        assertThat(info(jar).state()).isEqualTo(PluginState.ACTIVE);
        assertThat(info(jar).reasons()).isEmpty();
        assertThat(log.lines()).noneMatch(line -> line.startsWith("[ERROR]") || line.startsWith("[WARN]"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsStoppedStaysStopped(boolean isTouched) throws Exception {
        bundle("a").stop();
        assertStopped("a.jar", "stopped");
        replaceTheOther("2.0.0");
        replaceTheOther("3.0.0");
        assertThat(plugins.active()).containsExactly("other 3.0.0");
        assertStopped("a.jar", "stopped");
        assertComesBack("a.jar", isTouched);
    }

    @Test
    void whatIsStartedByHandAgainIsActive() throws Exception {
        bundle("a").stop();
        replaceTheOther("2.0.0");
        bundle("a").start();
        assertThat(info("a.jar").state()).isEqualTo(PluginState.ACTIVE);
        replaceTheOther("3.0.0");
        assertThat(plugins.active()).containsExactly("a 1.0.0", "other 3.0.0");
    }

    @Test
    void whatIsStoppedStaysSoThoughWhatItUsesIsReplaced() throws Exception {
        TestJar lender = TestJar.bundle("lender", "1.0.0").header("Export-Package", "org.example.lent").with(Lent.class);
        lender.to(plugins.jar("lender.jar"));
        TestJar.bundle("borrower", "1.0.0").activator(Activators.Borrowing.class)
                .header("Import-Package", "org.osgi.framework,org.supervisor4j.api.log,org.example.lent")
                .to(plugins.jar("borrower.jar"));
        plugins.follow();
        assertThat(plugins.active()).contains("borrower 1.0.0");
        bundle("borrower").stop();
        lender.file("more", new byte[0]).to(plugins.jar("lender.jar"));
        plugins.follow();
        assertThat(bundle("lender").getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(plugins.active()).doesNotContain("borrower 1.0.0");
        assertStopped("borrower.jar", "stopped");
        plugins.control.restart("borrower");
        assertThat(info("borrower.jar").state()).isEqualTo(PluginState.ACTIVE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsUninstalledIsTakenAnew(boolean isTouched) throws Exception {
        bundle("a").uninstall();
        assertStopped("a.jar", "uninstalled");
        replaceTheOther("2.0.0");
        assertStopped("a.jar", "uninstalled");
        replaceTheOther("3.0.0");
        assertComesBack("a.jar", isTouched);
    }

    @Test
    void whatIsUninstalledCanBeRemoved() throws Exception {
        bundle("a").uninstall();
        plugins.control.remove("a");
        assertThat(plugins.control.all()).extracting(PluginInfo::fileName).containsExactly("other.jar");
        assertThat(log.lines()).contains("[INFO] Plugin a.jar is removed")
                .noneMatch(line -> line.startsWith("[ERROR]") || line.startsWith("[WARN]"));
    }

    @Test
    void whatOthersUseIsTakenAnewWithThem() throws Exception {
        TestJar.bundle("lender", "1.0.0").header("Export-Package", "org.example.lent").with(Lent.class).to(plugins.jar("lender.jar"));
        TestJar.bundle("borrower", "1.0.0").activator(Activators.Borrowing.class)
                .header("Import-Package", "org.osgi.framework,org.supervisor4j.api.log,org.example.lent")
                .to(plugins.jar("borrower.jar"));
        plugins.follow();
        LogSinkType sink = plugins.sink("borrowing");
        bundle("lender").uninstall();
        replaceTheOther("2.0.0");
        replaceTheOther("3.0.0");
        assertStopped("lender.jar", "uninstalled");
        assertThat(info("borrower.jar").state()).isEqualTo(PluginState.WAITING);
        assertThatThrownBy(() -> sink.read(null)).as("a program goes on").isInstanceOf(UnsupportedOperationException.class);
        plugins.control.restart("lender");
        assertThat(plugins.control.all()).extracting(PluginInfo::state).containsOnly(PluginState.ACTIVE);
        assertThat(List.of(sink, plugins.sink("borrowing"))).doesNotHaveDuplicates();
    }
}
