package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceRegistration;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.launcher.plugins.Activators.Quiet;
import org.supervisor4j.launcher.plugins.Activators.Sectioned;
import org.supervisor4j.launcher.plugins.Activators.SectionedSink;
import org.supervisor4j.launcher.plugins.Activators.Sink;

/** A plugin is given its sections when all is there that came with it: the file may name that. */
@Timeout(60)
class LateSectionsTest {

    private static final ConfigurationSection ONE = (_, _) -> {};
    private static final ConfigurationSection ANOTHER = (_, _) -> {};

    @TempDir
    private Path directory;

    private PluginFixture plugins;
    private final Follower follower = new Follower();

    /** Notes who came, with the log sinks that were there by then, and who went. */
    private final class Follower implements SectionFollower {
        private final List<List<ConfigurationSection>> came = new ArrayList<>();
        private final List<Integer> sinks = new ArrayList<>();
        private final List<ConfigurationSection> went = new ArrayList<>();
        private Consumer<List<ConfigurationSection>> opening = _ -> {};

        @Override
        public void came(List<ConfigurationSection> sections) {
            came.add(sections);
            sinks.add(plugins.service(LogSinkType.class) == null ? 0 : 1);
            opening.accept(sections);
        }

        @Override
        public void went(ConfigurationSection section) {
            went.add(section);
        }

        @Override
        public Map<ConfigurationSection, String> refused() {
            return Map.of();
        }
    }

    @BeforeEach
    void boot() throws Exception {
        plugins = new PluginFixture(directory, Duration.ofSeconds(30));
        plugins.lateSections.begin(follower);
    }

    @AfterEach
    void stop() throws Exception {
        plugins.lateSections.end();
        plugins.stop();
    }

    private Path drop(String jar, Class<? extends Quiet> activator, String version) throws Exception {
        return TestJar.bundle(jar, version).activator(activator).to(plugins.jar(jar + ".jar"));
    }

    private ServiceRegistration<ConfigurationSection> register(ConfigurationSection section) {
        return plugins.framework.getBundleContext().registerService(ConfigurationSection.class, section, null);
    }

    @Test
    void aSectionIsToldWhenTheJarsThatCameWithItAreActive() throws Exception {
        drop("a", Sectioned.class, "1.0.0");
        drop("b", Sink.class, "1.0.0");
        drop("c", Sectioned.class, "1.0.0");
        plugins.follow();
        assertThat(follower.came).singleElement().satisfies(both -> assertThat(both).hasSize(2));
        assertThat(follower.sinks).containsExactly(1);
    }

    @Test
    void aSectionIsToldWhenItsOwnPluginHasOfferedEverything() throws Exception {
        drop("a", SectionedSink.class, "1.0.0");
        plugins.follow();
        assertThat(follower.sinks).containsExactly(1);
    }

    @Test
    void aPluginThatIsReplacedOrRestartedGoesFirstAndIsToldWhenItIsComplete() throws Exception {
        Path jar = drop("a", SectionedSink.class, "1.0.0");
        plugins.follow();
        drop("a", SectionedSink.class, "2.0.0");
        plugins.follow();
        plugins.dropIns.reload(jar);
        assertThat(follower.sinks).containsExactly(1, 1, 1);
        assertThat(follower.went).containsExactly(follower.came.get(0).getFirst(), follower.came.get(1).getFirst());
        Files.delete(jar);
        plugins.follow();
        assertThat(follower.went).hasSize(3);
        assertThat(follower.came).hasSize(3);
    }

    @Test
    void aPluginIsSaidToBeActiveWhenItHasItsSections() throws Exception {
        try (RecordedLog log = new RecordedLog()) {
            follower.opening = _ -> assertThat(log.lines()).isEmpty();
            drop("a", Sectioned.class, "1.0.0");
            plugins.follow();
            assertThat(follower.came).hasSize(1);
            assertThat(log.lines()).containsExactly("[INFO] Plugin a.jar is active: a 1.0.0");
        }
    }

    @Test
    void aSectionThatComesByItselfIsToldAtOnce() {
        register(ONE);
        assertThat(follower.came).containsExactly(List.of(ONE));
        register(ANOTHER);
        assertThat(follower.came).containsExactly(List.of(ONE), List.of(ANOTHER));
    }

    @Test
    void aSectionThatGoesBeforeTheChangeIsDoneIsNotTold() {
        plugins.lateSections.changeBegins();
        ServiceRegistration<ConfigurationSection> registration = register(ONE);
        register(ANOTHER);
        registration.unregister();
        assertThat(follower.came).isEmpty();
        plugins.lateSections.changeEnds();
        assertThat(follower.came).containsExactly(List.of(ANOTHER));
    }

    @Test
    void whatASectionBringsWhileItIsOpenedFollowsIt() {
        follower.opening = sections -> {
            if (sections.contains(ONE)) {
                register(ANOTHER);
                assertThat(follower.came).as("its opener is still at it").containsExactly(List.of(ONE));
            }
        };
        register(ONE);
        assertThat(follower.came).containsExactly(List.of(ONE), List.of(ANOTHER));
    }

    @Test
    void whoFailsToOpenOneIsToldOfTheNext() {
        follower.opening = _ -> {
            throw new IllegalStateException("no mood today");
        };
        plugins.lateSections.changeBegins();
        register(ONE);
        assertThatThrownBy(plugins.lateSections::changeEnds).hasMessage("no mood today");
        follower.opening = _ -> {};
        register(ANOTHER);
        assertThat(follower.came).containsExactly(List.of(ONE), List.of(ANOTHER));
    }

    @Test
    void whatCameBeforeItBeganIsToldTogetherForNobodyElseKnowsWhetherItIsOpen() {
        plugins.lateSections.end();
        register(ONE);
        register(ANOTHER);
        assertThat(follower.came).isEmpty();
        plugins.lateSections.begin(follower);
        assertThat(follower.came).containsExactly(List.of(ONE, ANOTHER));
    }

    @Test
    void nobodyIsToldOfWhatGoesAtTheEnd() throws Exception {
        drop("a", Sectioned.class, "1.0.0");
        plugins.follow();
        plugins.lateSections.end();
        assertThat(follower.came).hasSize(1);
        assertThat(follower.went).isEmpty();
    }

    @Test
    void whoGoesWhileItIsToldThatItCameIsSaidToHaveGoneAfterThat() throws Exception {
        List<ServiceRegistration<ConfigurationSection>> registered = new ArrayList<>();
        follower.opening = sections -> {
            registered.getFirst().unregister();
            follower.went.clear(); // it was told before it was open
        };
        plugins.lateSections.changeBegins();
        registered.add(register(ONE));
        plugins.lateSections.changeEnds();
        assertThat(follower.went).containsExactly(ONE);
    }
}
