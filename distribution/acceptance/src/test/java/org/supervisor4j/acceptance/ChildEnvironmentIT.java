package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** What a child is given: user, groups, umask, folder, environment, descriptors, signals. As root. */
class ChildEnvironmentIT {

    @TempDir
    private static Path directory;

    private static SupervisorDaemon daemon;

    @BeforeAll
    static void startTheDaemon() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Conf conf = Conf.in(directory)
                .append("supervisord", "environment=BOTH=daemon,ONLY_DAEMON=\"d d\"")
                .program("nobody", report("id; id -G; umask; pwd; cat /proc/self/status"), "user=nobody", "umask=027",
                        "directory=/usr", "startsecs=0", "autorestart=false", "redirect_stderr=true")
                .program("root", report("id; umask; pwd; cat /proc/self/status"), "startsecs=0", "autorestart=false")
                .program("descriptors", report("ls -l /proc/$$/fd"), "startsecs=0", "autorestart=false")
                .program("environment", "command=/usr/bin/env", "startsecs=0", "autorestart=false",
                        "environment=BOTH=program,QUOTED='a,b c',N=\"%(process_num)02d of %(numprocs)d\","
                                + "NAME=%(program_name)s-%(group_name)s")
                .section("group:g", "programs=environment")
                .program("writer", report("touch made-by-writer; mkdir made-dir"), "directory=%(here)s", "umask=077",
                        "startsecs=0", "autorestart=false");
        daemon = SupervisorDaemon.start(conf);
        for (String name : List.of("nobody", "root", "descriptors", "g:environment", "writer")) {
            daemon.awaitState(name, "EXITED");
        }
    }

    @AfterAll
    static void endTheDaemon() {
        daemon.close();
    }

    private static String report(String commands) {
        return "command=/bin/sh -c '" + commands + "'";
    }

    private static String output(String name) {
        String[] found = new String[1];
        Await.until(name + " has written", () -> {
            found[0] = daemon.ctl("tail", "-100000", name).out();
            return found[0].length() > 1;
        });
        return found[0];
    }

    @Test
    void aProgramOfAnotherUserHasItsIdsItsGroupsAndNoWayBack() {
        String text = output("nobody");
        String expected = Command.of(directory, "/usr/bin/id", "nobody").run().out();
        String groups = Command.of(directory, "/usr/bin/id", "-G", "nobody").run().out();
        assertThat(text).startsWith(expected + groups + "0027\n/usr\n");
        String uid = Command.of(directory, "/usr/bin/id", "-u", "nobody").run().out().strip();
        assertThat(LiveProcess.statusField(text, "Uid").split("\\s+")).containsOnly(uid);
        assertThat(LiveProcess.statusField(text, "Gid").split("\\s+")).containsOnly(groups.strip());
        for (String capabilities : List.of("CapEff", "CapPrm", "CapInh", "CapAmb")) {
            assertThat(LiveProcess.statusField(text, capabilities)).as(capabilities).matches("0+");
        }
    }

    @Test
    void everybodyElseStaysWhoTheDaemonIs() {
        String text = output("root");
        Outcome here = Command.of(directory, "/bin/sh", "-c", "id; umask; pwd").run();
        assertThat(text).startsWith(here.out());
        assertThat(LiveProcess.statusField(text, "Groups"))
                .isEqualTo(LiveProcess.statusField(statusOf(daemon.pid()), "Groups"));
    }

    private static String statusOf(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/status"));
        } catch (IOException e) {
            throw new AssertionError("no status of " + pid, e);
        }
    }

    @Test
    void noSignalIsBlockedOrIgnored() {
        for (String name : List.of("nobody", "root")) {
            assertThat(LiveProcess.statusField(output(name), "SigBlk")).as("blocked in " + name).matches("0+");
            assertThat(LiveProcess.statusField(output(name), "SigIgn")).as("ignored in " + name).matches("0+");
        }
    }

    @Test
    void onlyThePipesForInputOutputAndErrorsAreOpen() {
        String text = output("descriptors");
        assertThat(text.lines().filter(line -> line.contains(" -> ")))
                .hasSize(3)
                .anyMatch(line -> line.matches(".* 0 -> pipe:.*"))
                .anyMatch(line -> line.matches(".* 1 -> pipe:.*"))
                .anyMatch(line -> line.matches(".* 2 -> pipe:.*"));
    }

    @Test
    void theEnvironmentIsTheDaemonsAndWhatTheOptionsAdd() {
        assertThat(output("g:environment").lines())
                .contains("BOTH=program", "ONLY_DAEMON=d d", "QUOTED=a,b c", "N=00 of 1", "NAME=environment-g",
                        "SUPERVISOR_ENABLED=1", "SUPERVISOR_PROCESS_NAME=environment", "SUPERVISOR_GROUP_NAME=g",
                        "SUPERVISOR_SERVER_URL=unix://" + directory + "/s", "PATH=" + System.getenv("PATH"))
                .noneMatch(line -> line.startsWith("_JAVA_SR_SIGNUM=") || line.startsWith("SUPERVISOR4J_LC_ALL="));
    }

    @Test
    void aLocaleOfTheUserReachesTheProgramUnchanged() {
        String here = System.getenv().entrySet().stream().filter(entry -> entry.getKey().equals("LC_ALL"))
                .map(entry -> "LC_ALL=" + entry.getValue()).findFirst().orElse("");
        assertThat(output("g:environment").lines().filter(line -> line.startsWith("LC_ALL=")).findFirst().orElse(""))
                .isEqualTo(here);
    }

    @Test
    void filesAreMadeWithTheProgramsUmaskInItsFolder() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(daemon.file("made-by-writer"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(daemon.file("made-dir"))))
                .isEqualTo("rwx------");
    }
}
