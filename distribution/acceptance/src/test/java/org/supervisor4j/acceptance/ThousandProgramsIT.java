package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** A thousand programs at once delay neither clients nor signals: both come in between, wherever the daemon is with its starts. */
class ThousandProgramsIT {

    private static final int PROGRAMS = 1_000;

    @TempDir
    private Path directory;

    @Test
    void clientsAndSignalsDoNotWaitForThem() {
        Conf conf = Conf.in(directory)
                .program("many", "command=/bin/sleep 1000", "numprocs=" + PROGRAMS, "autostart=false",
                        "process_name=%(program_name)s_%(process_num)04d", "stdout_logfile=NONE", "stderr_logfile=NONE");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            CompletableFuture<Outcome> started = CompletableFuture.supplyAsync(() -> daemon.ctl("start", "many:*"));
            Await.until("the first program", () -> !spawned(daemon).isEmpty());

            assertThat(daemon.state("many:many_0999")).isIn("STARTING", "RUNNING");
            assertThat(spawned(daemon)).as("spawned when a client was answered").hasSizeLessThan(PROGRAMS);
            LiveProcess.signal("TERM", daemon.pid());
            assertThat(daemon.awaitEnd()).isZero();

            assertThat(spawned(daemon)).as("spawned when the signal was obeyed").hasSizeLessThan(PROGRAMS);
            assertThat(daemon.offspring()).isEmpty();
            assertThat(started).succeedsWithin(Await.DEADLINE);
        }
    }

    private static List<String> spawned(SupervisorDaemon daemon) {
        return daemon.messages("spawned: '");
    }
}
