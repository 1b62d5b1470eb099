package org.supervisor4j.acceptance.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** Of two daemons with one lock file one runs the program, and the other when the first does no more. */
class ProgramLockedIT {

    @TempDir
    private Path directory;

    private Conf conf(String folder) {
        return Conf.in(directory.resolve(folder))
                .section("locked-program:mailer", "command=/bin/cat", "startsecs=0", "lock_file=" + directory.resolve("lock"));
    }

    @Test
    void theProgramRunsInOnePlaceOnly() {
        Path home = ExampleHome.with("program-locked", directory);
        try (SupervisorDaemon one = SupervisorDaemon.startFrom(home, conf("one"))) {
            one.awaitState("mailer", "RUNNING");
            try (SupervisorDaemon two = SupervisorDaemon.startFrom(home, conf("two"))) {
                Await.until("it waits for the lock", () -> two.ctl("status").out().matches(
                        "(?s)mailer +BACKOFF +the lock .* is held by mailer of the daemon with pid " + one.pid() + "\\s*"));
                assertThat(one.ctl("update").out()).isEmpty();

                assertThat(one.stop()).isZero();
                two.awaitState("mailer", "RUNNING");
                assertThat(two.stop()).isZero();
            }
        }
    }

    @Test
    void aSectionWithoutItsOptionIsAnErrorOfTheConfiguration() {
        Path home = ExampleHome.with("program-locked", directory);
        Conf conf = Conf.in(directory.resolve("run")).section("locked-program:mailer", "command=/bin/cat");
        try (SupervisorDaemon daemon = SupervisorDaemon.launch(Software.OURS, home.resolve("bin/supervisord").toString(), conf)) {
            assertThat(daemon.awaitEnd()).isEqualTo(2);
            assertThat(daemon.output())
                    .startsWith("Error: [locked-program:mailer] does not specify a lock_file\n  at ")
                    .contains("[locked-program:mailer] lock_file (expected: an absolute path)");
        }
    }
}
