package org.supervisor4j.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.config.Sections;
import org.supervisor4j.api.config.StartupException;
import org.supervisor4j.api.config.TestSection;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.plugin.PluginCalls;
import org.supervisor4j.core.process.ChildEnvironment;

class OpenSectionsTest {

    private static final Map<String, String> INHERITED = Map.of("PATH", "/bin");
    private static final List<Section> FORMER = new ArrayList<>();
    private static final List<Section> PRESENT = new ArrayList<>();
    private static final Sections AT_START = _ -> FORMER;
    private static final Sections NOW = _ -> PRESENT;

    private final List<Map<String, String>> later = new ArrayList<>();
    private final Configuration configuration = new Configuration();
    private final OpenSections sections = new OpenSections(INHERITED, AT_START, configuration, PluginCalls.DIRECT);

    /** May have errors that plugins find, or others. */
    private static final class Configuration implements OpenSections.Source {
        private ConfigurationException now;
        private ConfigurationException before;
        private int readings;

        @Override
        public Sections sections() throws ConfigurationException {
            readings++;
            if (now != null) {
                throw now;
            }
            return NOW;
        }

        @Override
        public Sections check(Sections accepted, ConfigurationSection late) throws ConfigurationException {
            if (before != null) {
                throw before;
            }
            return accepted;
        }
    }

    private static ConfigurationException wrong(ConfigurationSection... plugins) {
        return new ConfigurationException(List.of(ConfigurationProblem.ofFile("broken")), List.of(plugins));
    }

    /** Adds one variable, or fails. */
    private static class Plugin implements ConfigurationSection {
        private final Map<String, String> variables;
        private List<Section> opened;
        private int rereads;

        Plugin(Map<String, String> variables) {
            this.variables = variables;
        }

        @Override
        public void check(Sections all, Problems problems) {}

        @Override
        public void open(Sections all) throws StartupException {
            opened = all.startingWith("any");
        }

        @Override
        public void reread(Sections all) {
            rereads++;
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
        assertThat(server.opened).isSameAs(FORMER);
        assertThat(later).isEmpty();
    }

    @Test
    void whatComesLateAddsItsOwnAndTakesThemWithIt() throws Exception {
        begin(server);
        Plugin late = new Plugin(Map.of("COLOUR", "blue"));
        sections.came(List.of(late));
        assertThat(late.opened).isSameAs(PRESENT);
        sections.went(server);
        sections.went(late);
        sections.went(new Plugin(Map.of("COLOUR", "red")));
        assertThat(later).containsExactly(Map.of("URL", "one", "COLOUR", "blue"), Map.of("COLOUR", "blue"), Map.of());
    }

    @Test
    void thoseThatComeTogetherAreGivenOneReadingOfTheFile() throws Exception {
        begin();
        Plugin second = new Plugin(Map.of());
        sections.came(List.of(server, second));
        assertThat(second.opened).isSameAs(server.opened).isSameAs(PRESENT);
        assertThat(configuration.readings).isOne();
    }

    @Test
    void whatTheStartHasOpenedIsNotOpenedAgainNorIsTheFileReadForIt() throws Exception {
        begin(server);
        server.opened = null;
        sections.came(List.of(server));
        assertThat(server.opened).isNull();
        assertThat(configuration.readings).isZero();
    }

    @Test
    void whatARereadHasOpenedIsNotOpenedAgainBecauseItCame() throws Exception {
        begin();
        sections.reread(List.of(server), NOW);
        server.opened = null;
        sections.came(List.of(server));
        assertThat(server.opened).isNull();
    }

    @Test
    void theLastThatCameWins() throws Exception {
        begin(server);
        sections.came(List.of(new Plugin(Map.of("URL", "two"))));
        assertThat(later).containsExactly(Map.of("URL", "two"));
    }

    @Test
    void aConfigurationThatHasErrorsElsewhereIsNotUsedForWhatComesLate() throws Exception {
        begin();
        configuration.now = wrong(new Plugin(Map.of()));
        sections.came(List.of(server));
        assertThat(server.opened).isSameAs(FORMER);
    }

    @Test
    void whatWasAcceptedLastIsBetterThanWhatWasThereAtTheStart() throws Exception {
        begin();
        sections.reread(List.of(), NOW);
        configuration.now = wrong();
        sections.came(List.of(server));
        assertThat(server.opened).isSameAs(PRESENT);
    }

    @Test
    void whatComesLateWithWrongOptionsIsNotOpenedBeforeARereadThatAllAccept() throws Exception {
        begin();
        configuration.now = wrong(server);
        sections.came(List.of(server));
        assertThat(server.opened).as("its own are wrong").isNull();
        configuration.now = wrong();
        configuration.before = wrong(server);
        sections.came(List.of(server));
        assertThat(server.opened).as("those that were accepted last are, too").isNull();
        assertThat(later).isEmpty();
        sections.reread(List.of(server), NOW);
        sections.reread(List.of(server), NOW);
        assertThat(server.opened).isSameAs(PRESENT);
        assertThat(server.rereads).isOne();
        assertThat(later).containsExactly(Map.of("URL", "one"));
    }

    @Test
    void aServerThatIsReplacedComesBackAsItWasThoughItsOptionsAreWrongByNow() throws Exception {
        begin(server);
        sections.went(server);
        Plugin next = new Plugin(Map.of());
        configuration.now = wrong(next);
        sections.came(List.of(next));
        assertThat(next.opened).isSameAs(FORMER);
        sections.went(next);
        Plugin another = new Plugin(Map.of());
        configuration.now = wrong(another);
        configuration.before = wrong(another);
        sections.came(List.of(another));
        assertThat(another.opened).as("what it looks for comes behind it").isSameAs(FORMER);
    }

    @Test
    void whoFailsAtARereadKeepsItFromNobodyElse() throws Exception {
        Plugin failing = new Plugin(Map.of()) {
            @Override
            public void reread(Sections all) {
                throw new AssertionError("an error that is no exception");
            }
        };
        begin(failing, server);
        sections.reread(List.of(failing, server), NOW);
        assertThat(server.rereads).isOne();
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
        sections.came(List.of(failing));
        sections.came(List.of(server));
        assertThat(later).containsExactly(Map.of("URL", "one"));
    }

    @Test
    void whoseSectionsAreNotInUseIsToldUntilTheyAre() throws Exception {
        begin();
        configuration.now = wrong(server);
        configuration.before = wrong(server);
        sections.came(List.of(server));
        assertThat(sections.refused()).containsOnlyKeys(server);
        assertThat(sections.refused().get(server)).startsWith("its sections are not opened (expected: ").endsWith(": Error: broken");

        sections.reread(List.of(server), NOW);
        assertThat(sections.refused()).isEmpty();
    }

    @Test
    void whatFailsWithItsSectionsIsToldUntilItGoesOrSucceeds() throws Exception {
        boolean[] fails = {true};
        Plugin failing = new Plugin(Map.of()) {
            @Override
            public void reread(Sections all) {
                if (fails[0]) {
                    throw new IllegalStateException("no mood today");
                }
            }
        };
        begin(failing);
        sections.reread(List.of(failing), NOW);
        assertThat(sections.refused().get(failing)).endsWith("java.lang.IllegalStateException: no mood today");
        fails[0] = false;
        sections.reread(List.of(failing), NOW);
        assertThat(sections.refused()).isEmpty();

        Plugin closed = new Plugin(Map.of()) {
            @Override
            public void open(Sections all) throws StartupException {
                throw new StartupException("the port is taken");
            }
        };
        sections.came(List.of(closed));
        assertThat(sections.refused().get(closed)).startsWith("it cannot use its sections").endsWith(": the port is taken");
        sections.went(closed);
        assertThat(sections.refused()).isEmpty();
    }

    /** One that cannot be opened. */
    private static Plugin refusing(StartupException failure) {
        return new Plugin(Map.of()) {
            @Override
            public void open(Sections all) throws StartupException {
                all.startingWith("x:");
                throw failure;
            }
        };
    }

    @Test
    void whoEndsTheStartIsNamedBelowItsOwnWords() {
        FORMER.add(new TestSection("x:a", Map.of()));
        try {
            Plugin taken = refusing(new StartupException("the port is taken"));
            assertThatExceptionOfType(StartFailure.class).isThrownBy(() -> sections.open(List.of(taken)))
                    .withMessage("the port is taken\n  (so says " + taken.getClass().getName() + " of [x:a])");
            Plugin silent = refusing(new StartupException(null));
            assertThatExceptionOfType(StartFailure.class).isThrownBy(() -> sections.open(List.of(silent)))
                    .withMessage("a plugin cannot use its sections of the configuration, and does not say why\n  (so says "
                            + silent.getClass().getName() + " of [x:a])");
            Plugin brief = refusing(new StartupException("", new IllegalStateException("no licence")));
            assertThatExceptionOfType(StartFailure.class).isThrownBy(() -> sections.open(List.of(brief)))
                    .withMessageContaining("does not say why: java.lang.IllegalStateException: no licence\n");
        } finally {
            FORMER.clear();
        }
    }

    @Test
    void variablesThatNoProgramCanHaveAreLeftOut() throws Exception {
        Plugin odd = new Plugin(Map.of("A=B", "1", "", "2", "N\0", "3", "V", "4\0", "GOOD", "a=b"));
        assertThat(begin(odd).contributed()).containsExactly(Map.entry("GOOD", "a=b"));
        List<String> told = new ArrayList<>();
        PossibleVariables.of(odd.variables, told::add);
        PossibleVariables.of(Map.of("GOOD", ""), told::add);
        assertThat(told).containsExactly("'', 'A=B', 'N\\0', 'V'");
    }

    @Test
    void noAnswerToTheQuestionForVariablesIsTheMethodsFault() {
        assertThatExceptionOfType(StartFailure.class).isThrownBy(() -> sections.open(List.of(new Plugin(null))))
                .withMessageEndingWith("its method childEnvironment has answered null");
    }
}
