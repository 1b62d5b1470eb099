package org.supervisor4j.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Sections;
import org.supervisor4j.api.config.StartupException;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.core.process.ChildEnvironment;

class OpenSectionsTest {

    private static final Map<String, String> INHERITED = Map.of("PATH", "/bin");
    private static final Sections AT_START = _ -> List.of();
    private static final Sections NOW = _ -> List.of();

    private final List<Map<String, String>> later = new ArrayList<>();
    private final OpenSections sections = new OpenSections(INHERITED, AT_START, () -> NOW);

    /** Adds one variable, or fails. */
    private static class Plugin implements ConfigurationSection {
        private final Map<String, String> variables;
        private Sections opened;

        Plugin(Map<String, String> variables) {
            this.variables = variables;
        }

        @Override
        public void check(Sections all, Problems problems) {}

        @Override
        public void open(Sections all) throws StartupException {
            opened = all;
        }

        @Override
        public Map<String, String> childEnvironment(Sections all) {
            return variables;
        }
    }

    private final Plugin server = new Plugin(Map.of("URL", "one"));

    private ChildEnvironment begin(ConfigurationSection... atStart) throws StartFailure {
        sections.open(List.of(atStart));
        return sections.environment(environment -> later.add(environment.contributed()));
    }

    @Test
    void whatIsThereAtTheStartIsOpenedAndAddsItsVariables() throws Exception {
        ChildEnvironment environment = begin(server);
        assertThat(environment).isEqualTo(new ChildEnvironment(INHERITED, Map.of("URL", "one")));
        assertThat(server.opened).isSameAs(AT_START);
        assertThat(later).isEmpty();
    }

    @Test
    void whatComesLateAddsItsOwnAndTakesThemWithIt() throws Exception {
        begin(server);
        Plugin late = new Plugin(Map.of("COLOUR", "blue"));
        sections.came(late);
        assertThat(late.opened).isSameAs(NOW);
        sections.went(server);
        sections.went(late);
        sections.went(new Plugin(Map.of("COLOUR", "red")));
        assertThat(later).containsExactly(Map.of("URL", "one", "COLOUR", "blue"), Map.of("COLOUR", "blue"), Map.of());
    }

    @Test
    void theLastThatCameWins() throws Exception {
        begin(server);
        sections.came(new Plugin(Map.of("URL", "two")));
        assertThat(later).containsExactly(Map.of("URL", "two"));
    }

    @Test
    void aConfigurationWithErrorsIsNotUsedForWhatComesLate() throws Exception {
        OpenSections broken = new OpenSections(INHERITED, AT_START, () -> {
            throw new ConfigurationException("broken");
        });
        broken.came(server);
        assertThat(server.opened).isSameAs(AT_START);
    }

    @Test
    void whatFailsAtTheStartEndsItAndWhatFailsLaterCostsOnlyItself() throws Exception {
        Plugin failing = new Plugin(Map.of()) {
            @Override
            public Map<String, String> childEnvironment(Sections all) {
                throw new NoClassDefFoundError("org/example/Nowhere");
            }
        };
        assertThatExceptionOfType(StartFailure.class).isThrownBy(() -> sections.open(List.of(failing)))
                .withMessageContaining("org/example/Nowhere");
        begin();
        sections.came(failing);
        sections.came(server);
        assertThat(later).containsExactly(Map.of("URL", "one"));
    }
}
