package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** Processes that end as the daemon's children though it has not started them: none may stay behind as a zombie. */
class OrphansIT {

    /** Waits for the test's word, tells its pid before. */
    private static final String WAITING = "echo $$ > pid; read word < gate; exit 3";

    @TempDir
    private Path directory;

    private Path script(String name, String... lines) throws IOException {
        Path script = Files.writeString(directory.resolve(name), String.join("\n", lines) + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private SupervisorDaemon launch(Path starter) throws IOException {
        script("waiting", "#!/bin/sh", WAITING);
        assertThat(Command.of(directory, "/usr/bin/mkfifo", "gate").run().status()).isZero();
        Conf conf = Conf.in(directory)
                .program("leaver", "command=/bin/sh -c './waiting & exit 0'", "directory=%(here)s", "autostart=false",
                        "autorestart=false", "startsecs=0");
        return SupervisorDaemon.launch(Software.OURS, starter.toString(), conf);
    }

    private void endTheWaiting(SupervisorDaemon daemon) throws IOException {
        Await.until("the pid", () -> Files.exists(directory.resolve("pid")) && Files.size(directory.resolve("pid")) > 0);
        long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
        Await.asserted(() -> assertThat(LiveProcess.statusField(pid, "PPid")).isEqualTo(Long.toString(daemon.pid())));
        Files.writeString(directory.resolve("gate"), "go\n");

        daemon.awaitMessage("reaped unknown pid " + pid + " (exit status 3)");
        assertThat(Path.of("/proc/" + pid)).doesNotExist();
    }

    @Test
    void orphansFallToASubreaper() throws IOException {
        Path starter = script("subreaper",
                "#!/usr/bin/python3",
                "import ctypes, os, sys",
                "assert ctypes.CDLL(None).prctl(36, 1, 0, 0, 0) == 0",
                "os.execv('" + Software.OURS.supervisord() + "', sys.argv)");
        try (SupervisorDaemon daemon = launch(starter)) {
            daemon.awaitAnswer();
            assertThat(daemon.ctl("start", "leaver").out()).isEqualTo("leaver: started\n");
            endTheWaiting(daemon);
            assertThat(daemon.stop()).isZero();
        }
    }

    @Test
    void aChildThatWasThereBeforeTheDaemonIsReapedToo() throws IOException {
        Path starter = script("parent",
                "#!/bin/sh",
                "./waiting &",
                "exec " + Software.OURS.supervisord() + " \"$@\"");
        try (SupervisorDaemon daemon = launch(starter)) {
            daemon.awaitAnswer();
            endTheWaiting(daemon);
            assertThat(daemon.messages("reaped unknown pid")).hasSize(1);
            assertThat(daemon.stop()).isZero();
        }
    }

    @Test
    void aDaemonThatIsNeitherLeavesOrphansToTheirReaper() throws IOException {
        try (SupervisorDaemon daemon = launch(Path.of(Software.OURS.supervisord()))) {
            daemon.awaitAnswer();
            daemon.ctl("start", "leaver");
            Await.until("the pid", () -> Files.exists(directory.resolve("pid")));
            Await.asserted(() -> assertThat(daemon.offspring()).hasSize(1).allSatisfy(pid ->
                    assertThat(LiveProcess.statusField(pid, "PPid")).isNotEqualTo(Long.toString(daemon.pid()))));
            Files.writeString(directory.resolve("gate"), "go\n");
            Await.asserted(() -> assertThat(daemon.offspring()).isEqualTo(List.of()));
            assertThat(daemon.messages("reaped unknown pid")).isEmpty();
        }
    }
}
