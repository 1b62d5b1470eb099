package org.supervisor4j.acceptance.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.acceptance.ctl.Typist.CTRL_C;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** What clients show of logs that grow, and what ours says to whom it is not for, with the reference's daemon and with ours. */
@ParameterizedClass(name = "with the daemon {0}")
@EnumSource
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class FollowingLogsIT {

    private static final String FOREIGN = "\u00fcn\u00ef\u20ac";
    private static final String HEADER = "==> Press Ctrl-C to exit <==\n";

    private final Software server;
    private Path directory;
    private SupervisorDaemon daemon;

    FollowingLogsIT(Software server) {
        this.server = server;
    }

    @BeforeEach
    void startTheDaemon(@TempDir Path folder) {
        directory = folder;
        daemon = SupervisorDaemon.start(server, Conf.in(directory)
                .program("cat", "command=/bin/cat")
                .program(FOREIGN, "command=/bin/cat")
                .program("long", "command=/bin/sh -c \"i=0; while [ $i -lt 400 ]; do i=$((i+1)); echo line $i; done;"
                        + " exec sleep 1000\"", "stdout_logfile=%(here)s/long.log"));
        daemon.awaitState("cat", "RUNNING");
        daemon.awaitState(FOREIGN, "RUNNING");
        daemon.awaitState("long", "RUNNING");
    }

    @AfterEach
    void endTheDaemon() {
        daemon.close();
    }

    private Typist follow(String... words) {
        return follow(Software.OURS, words);
    }

    private Typist follow(Software client, String... words) {
        List<String> command = new ArrayList<>(
                List.of("/usr/bin/env", "LC_ALL=C.UTF-8", client.supervisorctl(), "-c", daemon.file("c").toString()));
        command.addAll(List.of(words));
        return Typist.at(directory, command.toArray(String[]::new));
    }

    private void write(String line) {
        write("cat", line);
    }

    private void write(String name, String line) {
        assertThat(daemon.rpc().call("supervisor.sendProcessStdin", XmlRpc.string(name), XmlRpc.string(line)).fault())
                .isEmpty();
    }

    /** The reference's client sends a name as it is, ours escapes it. */
    @ParameterizedTest
    @EnumSource
    void everyClientFollowsAndTakesToTheForegroundWhateverTheName(Software client) {
        write(FOREIGN, "before\n");
        try (Typist somebody = follow(client, "tail", "-f", FOREIGN)) {
            somebody.await("before\n");
            write(FOREIGN, "after\n");
            assertThat(somebody.await("after\n")).isEmpty();
        }
        try (Typist somebody = follow(client, "maintail", "-f")) {
            somebody.await(HEADER);
            somebody.await("success: " + FOREIGN + " entered RUNNING state");
        }
        try (Typist somebody = follow(client, "fg", FOREIGN)) {
            somebody.await(HEADER);
            somebody.await("after\n"); // what is there already
            somebody.line("hello");
            somebody.await("hello\n"); // the terminal's echo
            somebody.await("hello\n");
            somebody.type(CTRL_C);
            somebody.await("Exiting foreground\n");
        }
    }

    @Test
    void followingBeginsWithTheLastKilobyteAndGoesOnOverAClearAndEndsWithTheDaemon() throws IOException {
        String log = Files.readString(daemon.file("long.log"));
        assertThat(daemon.ctl("tail", "long").out()).isEqualTo(log.substring(log.length() - 1600) + "\n");
        try (Typist somebody = follow("tail", "-f", "long")) {
            assertThat(somebody.await("line 400\n")).isEqualTo(HEADER
                    + log.substring(log.length() - 1024, log.length() - "line 400\n".length()));
        }
        try (Typist somebody = follow("tail", "-f", "cat")) {
            somebody.await(HEADER);
            write("before\n");
            somebody.await("before\n");
            assertThat(daemon.ctl("clear", "cat").out()).isEqualTo("cat: cleared\n");
            write("after\n");
            assertThat(somebody.await("after\n")).isEmpty();
            assertThat(daemon.ctl("shutdown").out()).isEqualTo("Shut down\n");
            assertThat(somebody.awaitEnd()).isZero();
            assertThat(somebody.screen()).isEqualTo(HEADER + "before\nafter\n");
        }
    }

    @Test
    void whoMayNotOpenTheSocketIsToldSo() throws IOException {
        Path open = Files.createTempDirectory(Path.of("/tmp"), "acceptance");
        try {
            Command.of(open, "/bin/chmod", "755", open.toString()).run();
            Conf conf = Conf.in(open);
            try (SupervisorDaemon ofRoot = SupervisorDaemon.start(server, conf)) {
                for (String action : List.of("status", "pid", "reread")) {
                    Outcome stranger = Command.of(directory, "/usr/bin/setpriv", "--reuid=65534", "--regid=65534",
                            "--clear-groups", Software.OURS.supervisorctl(), "-c", ofRoot.file("c").toString(), action)
                            .run();
                    assertThat(stranger).isEqualTo(new Outcome(1,
                            "error: <class 'PermissionError'>, [Errno 13] Permission denied\n", ""));
                }
            }
        } finally {
            Command.of(directory, "/bin/rm", "-r", open.toString()).run();
        }
    }
}
