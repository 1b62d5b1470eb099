package org.supervisor4j.acceptance.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** The example action in the folder of plugins: with its jar alone, with a section, and with a section that is wrong. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class CtlPluginIT {

    @TempDir
    private static Path directory;

    private static Path home;
    private static SupervisorDaemon daemon;

    @BeforeAll
    static void dropTheExampleIn() throws IOException {
        home = Software.copyIn(directory);
        Path jar = Software.configured("example.action");
        Files.copy(jar, home.resolve("plugins").resolve(jar.getFileName()));
        daemon = SupervisorDaemon.startFrom(home, Conf.in(directory.resolve("run"))
                .program("cat", "command=/bin/cat"));
        daemon.awaitState("cat", "RUNNING");
    }

    @AfterAll
    static void endTheDaemon() {
        if (daemon != null) {
            daemon.close();
        }
    }

    private static Outcome ctl(List<String> section, String... words) throws IOException {
        Path file = directory.resolve("ctl.conf");
        Files.writeString(file, "[supervisorctl]\nserverurl=unix://" + daemon.file("s") + "\n"
                + String.join("\n", section) + "\n");
        List<String> command = new ArrayList<>(
                List.of(home.resolve("bin/supervisorctl").toString(), "-c", file.toString()));
        command.addAll(List.of(words));
        return Command.of(directory, command).run();
    }

    @Test
    void itsJarIsEnough() throws IOException {
        Outcome uptime = ctl(List.of(), "uptime", "nosuch", "cat");
        assertThat(uptime.status()).isEqualTo(1);
        assertThat(uptime.out()).matches("nosuch: ERROR \\(no such process\\)\ncat: \\d+ s\n");
        assertThat(uptime.err()).isEmpty();
        assertThat(ctl(List.of(), "help").out())
                .endsWith("\n\nuptime commands (type help <topic>):\n====================================\nuptime\n\n");
        assertThat(daemon.messages("cannot be installed").isEmpty() && daemon.messages("is not active").isEmpty())
                .as("the daemon has nothing against the jar").isTrue();
    }

    @Test
    void aSectionNamesAndConfiguresIt() throws IOException {
        List<String> section = List.of("[ctlplugin:zed]", "supervisor.ctl_factory=uptime", "unit=h");
        assertThat(ctl(section, "uptime")).isEqualTo(new Outcome(0, "cat: 0 h\n", ""));
        assertThat(ctl(section, "help").out())
                .endsWith("\nzed commands (type help <topic>):\n=================================\nuptime\n\n");
        assertThat(ctl(section, "help", "uptime").out()).startsWith("uptime\t");
    }

    @Test
    void aSectionThatIsWrongIsAUsageError() throws IOException {
        Outcome none = ctl(List.of("[ctlplugin:zed]"), "pid");
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.out()).isEmpty();
        assertThat(none.err())
                .startsWith("Error: section [ctlplugin:zed] does not specify a supervisor.ctl_factory\nFor help, use ");
        Outcome unknown = ctl(List.of("[ctlplugin:zed]", "supervisor.ctl_factory=zed.ctl:make"), "pid");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).startsWith("Error: zed.ctl:make cannot be resolved within [ctlplugin:zed]: ");
    }

    @Test
    void inTheShellItIsCompletedLikeOthers() {
        try (Typist somebody = Typist.at(directory, home.resolve("bin/supervisorctl").toString(), "-s",
                "unix://" + daemon.file("s"), "-c", daemon.file("c").toString())) {
            somebody.await("supervisor> ");
            somebody.type("upt" + Typist.TAB + "c" + Typist.TAB + "\r");
            assertThat(somebody.await("supervisor> ")).matches("uptime cat \ncat: \\d+ s\n");
        }
    }
}
