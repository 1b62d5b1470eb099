package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** Programs of other users, named in every way, and the daemon that may not start them. */
class UsersIT {

    private static final int NOBODY = 65_534;

    private Path directory;

    /** Everybody may go there, unlike into a folder that JUnit makes. */
    @BeforeEach
    void makeAnOpenFolder() throws IOException {
        directory = Files.createTempDirectory(Path.of("/tmp"), "acceptance");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @AfterEach
    void removeIt() {
        Command.of(Path.of("/tmp"), "/bin/rm", "-r", directory.toString()).run();
    }

    private Conf programs() {
        String print = "command=/bin/sh -c 'id -u; id -g; id -G'";
        return Conf.in(directory)
                .program("byname", print, "user=nobody", "startsecs=0", "autorestart=false", "stdout_logfile=%(here)s/byname")
                .program("byid", print, "user=" + NOBODY, "startsecs=0", "autorestart=false", "stdout_logfile=%(here)s/byid");
    }

    @Test
    void aUserIsNamedByNameOrById() throws IOException {
        try (SupervisorDaemon daemon = SupervisorDaemon.start(programs())) {
            for (String name : new String[] {"byname", "byid"}) {
                daemon.awaitState(name, "EXITED");
                assertThat(directory.resolve(name)).hasContent("65534\n65534\n65534\n");
            }
        }
    }

    @Test
    void aDaemonThatIsNotRootStartsNobodyElsesPrograms() throws IOException {
        Conf conf = programs().program("roots", "command=/bin/sleep 1000", "user=root", "startretries=0")
                .append("supervisord", "user=nobody");
        Path starter = directory.resolve("starter");
        Files.writeString(starter, "#!/bin/sh\nexec /usr/bin/setpriv --reuid=" + NOBODY + " --regid=" + NOBODY
                + " --clear-groups " + Software.OURS.supervisord() + " \"$@\"\n");
        Files.setPosixFilePermissions(starter, PosixFilePermissions.fromString("rwxr-xr-x"));
        conf.write();
        try (SupervisorDaemon daemon = SupervisorDaemon.launch(Software.OURS, starter.toString(), conf)) {
            daemon.awaitAnswer();
            daemon.awaitState("byid", "EXITED");
            assertThat(directory.resolve("byid")).hasContent("65534\n65534\n65534\n");
            daemon.awaitState("roots", "FATAL");
            assertThat(daemon.messages("spawnerr"))
                    .containsExactly("spawnerr: couldn't setuid to 0: Can't drop privilege as nonroot user");
            assertThat(daemon.ctl("start", "roots").out()).isEqualTo("roots: ERROR (spawn error)\n");
        }
    }
}
