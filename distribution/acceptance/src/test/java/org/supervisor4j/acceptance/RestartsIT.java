package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** A restart is not kept from beginning again by trifles. */
@Timeout(180)
class RestartsIT {

    private static final String STARTED = "supervisord started with pid ";

    @TempDir
    private Path directory;

    @Test
    void aPidFileThatCannotBeRemovedKeepsNobodyFromARestartOrAnEnd() throws IOException {
        Path open = Files.createTempDirectory(Path.of("/tmp"), "acceptance");
        try {
            Command.of(open, "/bin/chown", "65534:65534", open.toString()).run();
            Path pidFile = Files.createFile(Files.createDirectory(open.resolve("run")).resolve("d.pid"));
            Command.of(open, "/bin/chown", "65534", pidFile.toString()).run();
            Conf conf = Conf.in(open).append("supervisord", "user=65534", "pidfile=" + pidFile)
                    .program("cat", "command=/bin/cat");
            try (SupervisorDaemon daemon = SupervisorDaemon.start(conf)) {
                daemon.awaitState("cat", "RUNNING");
                LiveProcess.signal("HUP", daemon.pid());
                Await.until("it begins anew", () -> daemon.messages(STARTED).size() == 2);
                daemon.awaitState("cat", "RUNNING");
                assertThat(daemon.stop()).isZero();
                assertThat(daemon.messages("could not remove pidfile " + pidFile + ": EACCES")).hasSize(2);
                assertThat(pidFile).hasContent(Long.toString(daemon.pid()));
            }
        } finally {
            Command.of(directory, "/bin/rm", "-r", open.toString()).run();
        }
    }
}
