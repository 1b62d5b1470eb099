package org.supervisor4j.acceptance.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** In a directory that has been deleted the commands work all the same, as those of the reference do. */
@Timeout(120)
class DeletedDirectoryIT {

    @TempDir
    private Path directory;

    /** The shells say of the directory what they cannot find out; that is not ours. */
    private Outcome inDeletedDirectory(String... words) {
        String[] all = new String[words.length + 4];
        all[0] = "/bin/sh";
        all[1] = "-c";
        all[2] = "mkdir -p gone/etc && cd gone && rm -r ../gone && exec \"$@\"";
        all[3] = "sh";
        System.arraycopy(words, 0, all, 4, words.length);
        Outcome outcome = Command.of(directory, all).run();
        return new Outcome(outcome.status(), outcome.out(), outcome.err().replaceAll("(?m)^.*getcwd.*\n", ""));
    }

    @Test
    void theClientTalksToTheDaemonAndFindsNoOtherFileByARelativeName() {
        Conf conf = Conf.in(directory).program("cat", "command=/bin/cat", "autostart=false");
        try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
            Outcome status = inDeletedDirectory(Software.OURS.supervisorctl(), "-c", directory.resolve("c").toString(), "status");
            assertThat(status.out()).startsWith("cat ").contains("STOPPED");
            assertThat(status.err()).isEmpty();
            assertThat(daemon.stop()).isZero();
        }
        Outcome relative = inDeletedDirectory(Software.OURS.supervisorctl(), "-c", "etc/passwd", "status");
        assertThat(relative.status()).isEqualTo(2);
        assertThat(relative.err()).startsWith("Error: could not find config file etc/passwd\n");
    }

    @Test
    void theDaemonStartsThereAndItsProgramsAreInTheRoot() {
        Outcome relative = inDeletedDirectory(Software.OURS.supervisord(), "-n", "-c", "etc/passwd");
        assertThat(relative.status()).isEqualTo(2);
        assertThat(relative.err()).startsWith("Error: could not find config file etc/passwd\n");

        String file = Conf.in(directory).program("where", "command=/bin/sh -c \"pwd >%(here)s/where; exec cat\"").write().toString();
        Outcome start = inDeletedDirectory(Software.OURS.supervisord(), "-c", file);
        assertThat(start.status()).as(start.toString()).isZero();
        try {
            Await.until("the program has said where it is", () -> Files.readString(directory.resolve("where")).equals("/\n"));
        } finally {
            assertThat(inDeletedDirectory(Software.OURS.supervisorctl(), "-c", file, "shutdown").out()).isEqualTo("Shut down\n");
            Await.until("the daemon has ended", () -> !Files.exists(directory.resolve("d.pid")));
        }
    }
}
