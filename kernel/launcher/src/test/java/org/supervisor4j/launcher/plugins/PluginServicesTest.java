package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.plugin.PluginInfo.Contribution;
import org.supervisor4j.api.plugin.PluginState;
import org.supervisor4j.api.program.GroupType;
import org.supervisor4j.api.program.ProgramType;

/** Several plugins may offer what only one can be. */
@Timeout(60)
class PluginServicesTest {

    @TempDir
    private Path directory;

    private PluginFixture plugins;
    private PluginServices services;
    private RecordedLog log;

    private record Kind(String name) implements ProgramType {
        @Override
        public GroupType read(Section section, Problems problems) {
            throw new UnsupportedOperationException("nobody asks");
        }
    }

    @BeforeEach
    void boot() throws Exception {
        plugins = new PluginFixture(directory, Duration.ofSeconds(30));
        services = plugins.services;
        log = new RecordedLog();
    }

    @AfterEach
    void stop() throws Exception {
        log.close();
        plugins.stop();
    }

    /** A bundle of a jar of that name, which offers the kind. */
    private Bundle offering(String jar, String kind, int ranking) throws Exception {
        Bundle bundle = plugins.framework.getBundleContext().installBundle(
                "file:/plugins/" + jar + "#1", new ByteArrayInputStream(TestJar.bundle(jar.replace(".jar", ""), "1.0.0").bytes()));
        bundle.start();
        bundle.getBundleContext().registerService(ProgramType.class, new Kind(jar),
                new Hashtable<>(Map.of(ProgramType.KIND, kind, Constants.SERVICE_RANKING, ranking)));
        return bundle;
    }

    private Map<String, Object> kinds() {
        Map<String, Object> kinds = new HashMap<>();
        services.programTypes().forEach((name, kind) -> kinds.put(name, PluginUses.original(kind)));
        return kinds;
    }

    @Test
    void ofTwoWithOneKindTheFirstCountsAndAWarningNamesBoth() throws Exception {
        Bundle first = offering("first.jar", "locked", 0);
        offering("second.jar", "locked", 0);
        assertThat(kinds()).containsOnly(Map.entry("locked", new Kind("first.jar")));
        assertThat(services.programTypes()).hasSize(1);
        assertThat(log.lines()).containsExactly("[WARN] The section kind 'locked' of second.jar does not count as long as that of first.jar "
                + "is there (expected: one of the two is removed, or has another name)");
        first.stop();
        assertThat(kinds()).containsOnly(Map.entry("locked", new Kind("second.jar")));
    }

    @Test
    void aHigherRankingGoesBeforeTheFirst() throws Exception {
        offering("first.jar", "locked", 0);
        offering("second.jar", "locked", 1);
        assertThat(kinds()).containsOnly(Map.entry("locked", new Kind("second.jar")));
    }

    @Test
    void theKindsOfTheDaemonCannotBeTaken() throws Exception {
        offering("greedy.jar", "program", 0);
        assertThat(services.programTypes()).isEmpty();
        offering("others.jar", "rpcinterface", 0);
        assertThat(services.programTypes()).isEmpty();
        assertThat(log.lines()).containsExactly(
                "[WARN] The section kind 'program' of greedy.jar does not count: it is the daemon's own (expected: another name)",
                "[WARN] The section kind 'rpcinterface' of others.jar does not count: it is the daemon's own (expected: another name)");
    }

    @Test
    void whatDoesNotCountIsToldBeforeAnyConfigurationIsRead() throws Exception {
        offering("first.jar", "locked", 0);
        Bundle second = offering("second.jar", "locked", 0);
        assertThat(services.unused()).singleElement().satisfies(unused -> {
            assertThat(unused.serviceId()).isEqualTo(PluginServices.id(second.getRegisteredServices()[0]));
            assertThat(unused.contribution()).isEqualTo(new Contribution("section kind", "locked"));
            assertThat(unused.state()).isEqualTo(PluginState.WAITING);
            assertThat(unused.reason()).startsWith("it does not count as long as that of first.jar is there");
        });
        services.unused();
        services.programTypes();
        assertThat(log.lines()).as("each once").hasSize(1);
    }
}
