package org.supervisor4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Actions after which the reference's daemon is no longer what it was: both programs do the same to it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@Execution(ExecutionMode.CONCURRENT) // each test has daemons of its own
class LifecycleIT {

    @TempDir
    private Path directory;

    private TwinDaemons twins;

    private void start(String... programs) throws IOException, InterruptedException {
        twins = TwinDaemons.start(directory, programs);
        twins.settled();
    }

    @AfterEach
    void stopDaemons() throws InterruptedException {
        if (twins != null) {
            twins.stop();
        }
    }

    private void configure(String section, String text) throws IOException {
        for (ReferenceDaemon daemon : List.of(twins.theirs, twins.ours)) {
            if (text == null) {
                daemon.sections.remove(section);
            } else {
                daemon.sections.put(section, text);
            }
            daemon.write();
        }
    }

    @Test
    void updateFollowsTheConfiguration() throws Exception {
        start("program:cat", "program:echoer", "program:nolog");
        configure("program:nolog", null);
        configure("program:cat", "command=/bin/cat -u");
        configure("program:fresh", "command=/bin/sleep 1000");
        twins.expect("reread", 0, "cat: changed\nfresh: available\nnolog: disappeared\n");
        twins.expect("reread", 0, "cat: changed\nfresh: available\nnolog: disappeared\n");
        twins.expect("update echoer", 0, "");
        twins.expect("update fresh nosuch", 1, "ERROR: no such group: nosuch\nfresh: added process group\n");
        twins.expect("update", 0,
                "nolog: stopped\nnolog: removed process group\ncat: stopped\ncat: updated process group\n");
        twins.expect("update", 0, "");

        configure("program:cat", "command=/bin/cat\nstartsecs=bad");
        Outcome reread = twins.run("reread");
        assertThat(reread.status()).isEqualTo(1);
        assertThat(reread.out()).startsWith("ERROR: CANT_REREAD: ");
        Outcome update = twins.run("update");
        assertThat(update.status()).isEqualTo(1);
        assertThat(update.out()).startsWith("error: <class 'xmlrpc.client.Fault'>, <Fault 92: \"CANT_REREAD: ");
        twins.awaitState("cat", "RUNNING"); // as if nothing had happened
        assertThat(twins.run("status", "cat").status()).isZero();
    }

    @Test
    void whatIsSaidWhileTheDaemonRestartsAndEnds() throws Exception {
        start("program:cat", "program:stubborn");
        long pid = twins.ours.pid();
        twins.expect("start stubborn", 0, "stubborn: started\n"); // it stops when we want
        twins.expect("reload", 0, "Restarted supervisord\n");
        for (String action : List.of("status", "pid", "version", "remove cat")) {
            twins.expect(action, 1, "error: <class 'xmlrpc.client.Fault'>, <Fault 6: 'SHUTDOWN_STATE'>\n");
        }
        twins.expect("avail", 1, "ERROR: supervisor shutting down\n");
        twins.expect("reread", 1, "ERROR: supervisor shutting down\n");
        twins.expect("update", 1, "ERROR: already shutting down\n");
        twins.expect("reload", 1, "ERROR: already shutting down\n");
        twins.expect("add x y", 1, "ERROR: shutting down\nERROR: shutting down\n");
        twins.expect("shutdown", 0, "ERROR: already shutting down\n");
        twins.letGo();
        twins.settled();
        assertThat(twins.ours.ours("pid").out()).isEqualTo(pid + "\n");

        twins.expect("shutdown", 0, "Shut down\n");
        assertThat(twins.ours.exitStatus()).isZero();
        assertThat(twins.theirs.exitStatus()).isZero();
        twins.expect("status", 4, "unix://<dir>/s no such file\n");
        twins.expect("shutdown", 1, "ERROR: unix://<dir>/s no such file (already shut down?)\n");
    }

    @Test
    void allMeansEverything() throws Exception {
        start("program:cat", "program:grp", "program:a", "program:b", "group:ab", "program:missing", "program:quick");
        Outcome stopped = twins.runInAnyOrder("stop", "all");
        assertThat(stopped.status()).isZero();
        assertThat(stopped.out().lines()).contains("ab:a: stopped", "grp:grp_02: stopped").hasSize(6);
        twins.expect("stop all", 0, "");
        Outcome started = twins.ours.ours("start", "all");
        Outcome theirs = twins.theirs.reference("start", "all");
        assertThat(started.out().lines()).containsExactlyInAnyOrderElementsOf(theirs.out().lines().toList())
                .contains("ab:a: started", "missing: ERROR (no such file)", "quick: ERROR (spawn error)");
        assertThat(started.status()).isIn(1, 7); // whichever failure came last
        assertThat(twins.ours.ours("clear", "all").out().lines()).contains("ab:a: cleared", "cat: cleared").hasSize(8);
    }
}
