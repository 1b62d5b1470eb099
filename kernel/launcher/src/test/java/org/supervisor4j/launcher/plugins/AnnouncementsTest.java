package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.ctl.CtlCommand;
import org.supervisor4j.api.plugin.PluginInfo;
import org.supervisor4j.api.plugin.PluginState;

/** Of whatever kind it is that comes, the activity log says what has become of it. */
@Timeout(60)
class AnnouncementsTest {

    @TempDir
    private Path directory;

    private PluginFixture plugins;

    @BeforeEach
    void boot() throws Exception {
        plugins = new PluginFixture(directory, Duration.ofSeconds(30));
    }

    @AfterEach
    void stop() throws Exception {
        plugins.stop();
    }

    private static TestJar host() {
        return TestJar.bundle("host", "1.0.0").activator(Activators.Quiet.class);
    }

    private static TestJar part() {
        return TestJar.bundle("part", "1.0.0").header("Fragment-Host", "host");
    }

    private PluginInfo info(String jar) {
        return plugins.control.all().stream().filter(one -> one.fileName().equals(jar)).findFirst().orElseThrow();
    }

    @Test
    void aPartOfAnotherBundleIsActiveWithThatAndWaitsWithoutIt() throws Exception {
        try (RecordedLog log = new RecordedLog()) {
            part().to(plugins.jar("a.jar"));
            plugins.follow();
            plugins.follow();
            assertThat(log.lines()).filteredOn(line -> line.contains("a.jar")).singleElement().asString()
                    .startsWith("[WARN] The plugin a.jar is not active: it is a part of host and waits for that (expected: ");
            assertThat(info("a.jar")).returns(PluginState.WAITING, PluginInfo::state);
            assertThat(info("a.jar").reasons()).singleElement().asString().startsWith("it is a part of host and waits for that");

            host().to(plugins.jar("b.jar"));
            plugins.follow();
            assertThat(log.lines()).contains("[INFO] Plugin a.jar is active: part 1.0.0, a part of host");
            assertThat(info("a.jar")).returns(PluginState.ACTIVE, PluginInfo::state);

            Files.delete(plugins.jar("b.jar"));
            plugins.follow();
            assertThat(log.lines()).last().asString().startsWith("[WARN] The plugin a.jar is no longer active: it is a part of host");
            assertThat(info("a.jar")).returns(PluginState.WAITING, PluginInfo::state);
        }
    }

    @Test
    void aPartThatComesLaterIsActiveAsWellAndSoIsItsNextVersion() throws Exception {
        host().to(plugins.jar("host.jar"));
        plugins.follow();
        try (RecordedLog log = new RecordedLog()) {
            part().to(plugins.jar("part.jar"));
            plugins.follow();
            assertThat(log.lines()).contains("[INFO] Plugin part.jar is active: part 1.0.0, a part of host");

            part().header("Bundle-Version", "2.0.0").to(plugins.jar("part.jar"));
            plugins.follow();
            assertThat(log.lines()).contains("[INFO] Plugin part.jar is active: part 2.0.0, a part of host");
        }
    }

    @Test
    void aBundleThatIsStartedByItsFirstClassSaysSo() throws Exception {
        try (RecordedLog log = new RecordedLog()) {
            TestJar.bundle("lazy", "1.0.0").header("Bundle-ActivationPolicy", "lazy").to(plugins.jar("lazy.jar"));
            plugins.follow();
            plugins.follow();
            assertThat(log.lines()).containsExactly("[INFO] Plugin lazy.jar is active as soon as a class of it is asked for: lazy 1.0.0");
            assertThat(info("lazy.jar")).returns(PluginState.ACTIVE, PluginInfo::state);
        }
    }

    @Test
    void actionsOfSupervisorctlAloneAreSaid() throws Exception {
        try (RecordedLog log = new RecordedLog()) {
            TestJar.plain().naming(CtlCommand.class.getName(), "org.example.Uptime").to(plugins.jar("uptime.jar"));
            plugins.follow();
            plugins.follow();
            assertThat(log.lines()).containsExactly("[INFO] Plugin uptime.jar is active: it has actions of supervisorctl");
        }
    }
}
