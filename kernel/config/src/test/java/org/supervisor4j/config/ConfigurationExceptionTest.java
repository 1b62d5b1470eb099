package org.supervisor4j.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.supervisor4j.config.ini.Location;

class ConfigurationExceptionTest {

    private static final Optional<Location> LINE = Optional.of(new Location(Path.of("/etc/s.conf"), 31));

    @Test
    void aProblemIsShownWithItsPlaceAndWhatWasExpected() {
        ConfigurationProblem problem =
                new ConfigurationProblem("bad numprocs", LINE, "program:w", "numprocs", "x", "a whole number");

        assertThat(problem.render())
                .isEqualTo("Error: bad numprocs\n"
                        + "  at /etc/s.conf:31, [program:w] numprocs = x (expected: a whole number)");
    }

    @Test
    void partsThatDoNotApplyAreLeftOut() {
        assertThat(ConfigurationProblem.ofFile("could not find config file x").render())
                .isEqualTo("Error: could not find config file x");
        assertThat(new ConfigurationProblem("no command", LINE, "program:w", "command", "", "").render())
                .isEqualTo("Error: no command\n  at /etc/s.conf:31, [program:w] command");
        assertThat(new ConfigurationProblem("bad name", LINE, "program:a b", "", "", "a name").render())
                .isEqualTo("Error: bad name\n  at /etc/s.conf:31, [program:a b] (expected: a name)");
        assertThat(new ConfigurationProblem("Invalid user name x", Optional.empty(), "", "-u", "x", "").render())
                .isEqualTo("Error: Invalid user name x\n  -u = x");
    }

    @Test
    void passwordsAreNotShownAndLinesAreJoined() {
        assertThat(new ConfigurationProblem("m", LINE, "s", "password", "secret", "").render())
                .doesNotContain("secret");
        assertThat(new ConfigurationProblem("m", LINE, "s", "k", "a\nb", "").render())
                .endsWith("k = a\\nb");
    }

    @Test
    void inOneLineSupervisordsTextIsEnoughAndThatOfAPluginIsNot() {
        assertThat(new ConfigurationProblem("bad numprocs", LINE, "program:w", "numprocs", "x", "a whole number").line())
                .isEqualTo("bad numprocs");
        assertThat(new ConfigurationProblem("Invalid n value 30", LINE, "x:a", "n", "30", "1 to 10", true).line())
                .isEqualTo("Invalid n value 30 in section 'x:a' (file: '/etc/s.conf'), line 31: n = 30 (expected: 1 to 10)");
        assertThat(new ConfigurationProblem("no url", LINE, "x:a", "", "", "", true).line())
                .isEqualTo("no url in section 'x:a' (file: '/etc/s.conf'), line 31");
        assertThat(new ConfigurationProblem("too short", LINE, "x:a", "password", "secret", "", true).line())
                .isEqualTo("too short in section 'x:a' (file: '/etc/s.conf'), line 31: password");
        String message = "bad startsecs in section 'x:a' (file: '/etc/s.conf')";
        assertThat(new ConfigurationProblem(message, LINE, "x:a", "startsecs", "x", "", true).line())
                .isEqualTo(message + ", line 31: startsecs = x");
        assertThat(new ConfigurationProblem("the daemon's own", Optional.empty(), "", "", "", "", true).line())
                .isEqualTo("the daemon's own");
    }

    @Test
    void theMessageOfTheExceptionIsThatOfTheFirstProblem() {
        ConfigurationException exception = new ConfigurationException(
                List.of(ConfigurationProblem.ofFile("first"), ConfigurationProblem.ofFile("second")));

        assertThat(exception).hasMessage("first");
        assertThat(exception.render()).isEqualTo("Error: first\nError: second");
    }
}
