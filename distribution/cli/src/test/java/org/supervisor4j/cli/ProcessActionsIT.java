package org.supervisor4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Actions that change something, done by the reference's supervisorctl and ours to the reference's daemon: same output,
 * same exit status. The tests share the daemons and leave them as they found them.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProcessActionsIT extends SharedTwins {

    @Nested
    class Starting {

        @Test
        void startsAndStopsOne() throws Exception {
            twins.expect("start manual", 0, "manual: started\n");
            twins.expect("start manual", 0, "manual: ERROR (already started)\n");
            twins.expect("stop manual:manual", 0, "manual: stopped\n");
            twins.expect("stop manual", 0, "manual: ERROR (not running)\n");
            twins.expect("restart cat manual", 0,
                    "cat: stopped\nmanual: ERROR (not running)\ncat: started\nmanual: started\n");
            twins.expect("stop manual", 0, "manual: stopped\n");
        }

        @Test
        void saysWhyAProgramCannotBeStarted() throws Exception {
            twins.expect("start missing", 1, "missing: ERROR (no such file)\n");
            twins.expect("start noexec", 1, "noexec: ERROR (file is not executable)\n");
            twins.expect("start isdir", 1, "isdir: ERROR (file is not executable)\n");
            twins.expect("start badparse", 1, "badparse: ERROR (file is not executable)\n");
            twins.expect("start nosuch", 1, "nosuch: ERROR (no such process)\n");
            twins.expect("start nosuch:*", 2, "nosuch: ERROR (no such group)\n");
            twins.expect("start grp", 1, "grp: ERROR (no such process)\n");
            twins.expect("start missing nosuch:* cat", 2, "missing: ERROR (no such file)\n"
                    + "nosuch: ERROR (no such group)\ncat: ERROR (already started)\n");
        }

        @Test
        void theLastFailureMakesTheStatus() throws Exception {
            twins.expect("start quick nosuch", 1, "quick: ERROR (spawn error)\nnosuch: ERROR (no such process)\n");
            twins.awaitState("quick", "FATAL");
            twins.expect("start nosuch quick", 7, "nosuch: ERROR (no such process)\nquick: ERROR (spawn error)\n");
            twins.awaitState("quick", "FATAL");
        }

        @Test
        void whatIsTriedAgainAndAgainCountsAsStarted() throws Exception {
            twins.expect("start flapping", 7, "flapping: ERROR (spawn error)\n");
            twins.expect("start flapping", 0, "flapping: ERROR (already started)\n");
            twins.awaitState("flapping", "BACKOFF");
            assertThat(twins.ours.ours("status", "flapping").status()).isZero();
            twins.expect("stop flapping", 0, "flapping: stopped\n");
        }

        @Test
        void aGroupListsOnlyWhatChanges() throws Exception {
            twins.expect("start grp:*", 0, "");
            twins.expect("stop grp:grp_00 cat", 0, "grp:grp_00: stopped\ncat: stopped\n");
            assertThat(twins.runInAnyOrder("stop", "grp:*"))
                    .isEqualTo(new Outcome(0, "grp:grp_01: stopped\ngrp:grp_02: stopped\n", ""));
            twins.expect("stop grp:*", 0, "");
            twins.expect("stop nosuch:*", 1, "nosuch: ERROR (no such group)\n");
            assertThat(twins.runInAnyOrder("start", "grp:", "cat")).isEqualTo(new Outcome(0,
                    "cat: started\ngrp:grp_00: started\ngrp:grp_01: started\ngrp:grp_02: started\n", ""));
        }

        @Test
        void restartDoesBothHalvesToWhatDoesNotExist() throws Exception {
            twins.expect("restart nosuch", 1, "nosuch: ERROR (no such process)\nnosuch: ERROR (no such process)\n");
            twins.expect("restart nosuch:*", 2, "nosuch: ERROR (no such group)\nnosuch: ERROR (no such group)\n");
        }

        @Test
        void namesAreNeeded() throws Exception {
            twins.expectUsage("start", 2, "Error: start requires a process name", 4);
            twins.expectUsage("stop", 1, "Error: stop requires a process name", 4);
            twins.expectUsage("restart", 1, "Error: restart requires a process name", 5);
            twins.expectUsage("signal HUP", 1, "Error: signal requires a signal name and a process name", 4);
            twins.expectUsage("clear", 1, "Error: clear requires a process name", 3);
        }

        @Test
        void aProcessThatIsStillStoppingIsNeitherStartedNorStopped() throws Exception {
            twins.expect("start stubborn", 0, "stubborn: started\n");
            twins.expect("signal usr1 stubborn", 0, "stubborn: signalled\n");
            CompletableFuture<Outcome> theirs = stopping(() -> twins.theirs.reference("stop", "stubborn"));
            CompletableFuture<Outcome> ours = stopping(() -> twins.ours.ours("stop", "stubborn"));
            twins.awaitState("stubborn", "STOPPING");
            for (String action : new String[] {"status", "start", "stop"}) {
                whileStopping(action);
            }
            twins.letGo();
            Outcome stopped = new Outcome(0, "stubborn: stopped\n", "");
            assertThat(theirs.get(30, TimeUnit.SECONDS)).isEqualTo(stopped);
            assertThat(ours.get(30, TimeUnit.SECONDS)).isEqualTo(stopped);
        }

        private void whileStopping(String action) throws Exception {
            assertThat(twins.run(action, "stubborn")).isEqualTo(switch (action) {
                case "status" -> new Outcome(0, "stubborn                         STOPPING  \n", "");
                case "start" -> new Outcome(7, "stubborn: ERROR (abnormal termination)\n", "");
                default -> new Outcome(0, "stubborn: ERROR (not running)\n", "");
            });
        }

        private static CompletableFuture<Outcome> stopping(Callable<Outcome> run) {
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    outcome.complete(run.call());
                } catch (Exception e) {
                    outcome.completeExceptionally(e);
                }
            });
            return outcome;
        }

        @Test
        void signalsGoByNameAndNumber() throws Exception {
            twins.expect("signal 0 cat", 0, "cat: signalled\n");
            twins.expect("signal SIGCONT cat", 0, "cat: signalled\n");
            twins.expect("signal cont ab:a", 0, "ab:a: signalled\n");
            twins.expect("signal 18 cat", 0, "cat: signalled\n");
            twins.expect("signal BOGUS cat", 1, "cat: ERROR (bad signal name)\n");
            twins.expect("signal BOGUS nosuch", 1, "nosuch: ERROR (no such process)\n");
            twins.expect("signal 999 cat", 1, "cat: ERROR (bad signal name)\n");
            twins.expect("signal HUP missing", 7, "missing: ERROR (not running)\n");
            twins.expect("signal BOGUS missing:*", 0, "");
            twins.expect("signal BOGUS grp:*", 1, "grp:grp_00: ERROR (bad signal name)\n"
                    + "grp:grp_01: ERROR (bad signal name)\ngrp:grp_02: ERROR (bad signal name)\n");
            twins.expect("signal CONT nosuch:*", 1, "nosuch: ERROR (no such group)\n");
            assertThat(twins.run("signal", "CONT", "all").out()).contains("cat: signalled\n");
        }
    }

    @Nested
    class Logs {

        @Test
        void tailShowsTheEndOfALog() throws Exception {
            twins.theirs.awaitLog("echoer", "line 3");
            twins.ours.awaitLog("echoer", "line 3");
            twins.expect("tail echoer", 0, "line 1\nline 2\nline 3\n\n");
            twins.expect("tail echoer STDERR", 0, "err 1\nerr 2\nerr 3\n\n");
            twins.expect("tail -5 echoer", 0, "ne 3\n\n");
            twins.expect("tail -0 echoer", 0, "line 1\nline 2\nline 3\n\n");
            twins.expect("tail --5 echoer stdout", 0, "1\nline 2\nline 3\n\n");
            twins.expect("tail -1_0 echoer", 0, " 2\nline 3\n\n");
            twins.expect("tail missing", 0, "\n");
            twins.expect("tail -99999999999 echoer", 1, "error: <class 'OverflowError'>, int exceeds XML-RPC limits\n");
        }

        @Test
        void tailIsParticularAboutItsWords() throws Exception {
            twins.expectUsage("tail", 1, "Error: too few arguments", 6);
            twins.expectUsage("tail a b c d", 1, "Error: too many arguments", 6);
            twins.expect("tail -5", 1, "Error: tail requires process name\n");
            twins.expect("tail -abc echoer", 1, "Error: bad argument -abc\n");
            twins.expect("tail - echoer", 1, "Error: bad argument -\n");
            twins.expect("tail echoer bogus", 1, "Error: bad channel 'bogus'\n");
            twins.expect("tail echoer -f", 1, "Error: bad channel '-f'\n");
            twins.expect("tail nosuch", 1, "nosuch: ERROR (no such process name)\n");
            twins.expect("tail grp:*", 1, "grp:*: ERROR (no such process name)\n");
            twins.expect("tail nolog", 1, "nolog: ERROR (no log file)\n");
        }

        @Test
        void followingWhatDoesNotExistComplainsOnStderrOnly() throws Exception {
            assertThat(twins.run("tail", "-f", "nosuch")).isEqualTo(new Outcome(0, "==> Press Ctrl-C to exit <==\n",
                    "unix://<dir>/s/logtail/nosuch/stdout Cannot read, status code 404\n"));
            assertThat(twins.run("tail", "-f", "nolog", "stderr").err())
                    .isEqualTo("unix://<dir>/s/logtail/nolog/stderr Cannot read, status code 404\n");
        }

        @Test
        void maintailShowsTheDaemonsLog() throws Exception {
            Outcome last = twins.ours.ours("maintail", "-100");
            assertThat(last.status()).isZero();
            assertThat(last.out()).hasSize(101);
            assertThat(twins.theirs.reference("maintail", "-100").out()).hasSize(101);
            twins.expect("maintail 100", 1, "Error: bad argument 100\n");
            twins.expect("maintail -x", 1, "Error: bad argument -x\n");
            twins.expectUsage("maintail -5 x", 1, "Error: too many arguments", 4);
        }

        @Test
        void clearEmptiesLogs() throws Exception {
            twins.expect("clear missing nosuch cat", 1,
                    "missing: cleared\nnosuch: ERROR (no such process)\ncat: cleared\n");
            assertThat(twins.ours.ours("clear", "grp:*"))
                    .as("the reference says g:None here")
                    .isEqualTo(new Outcome(1, "grp:*: ERROR (no such process)\n", ""));
            assertThat(twins.theirs.reference("clear", "grp:*"))
                    .isEqualTo(new Outcome(1, "grp:None: ERROR (no such process)\n", ""));
        }
    }

    @Nested
    class Groups {

        @Test
        void addAndRemoveTakeGroups() throws Exception {
            twins.expect("add cat", 0, "ERROR: process group already active\n");
            twins.expect("add nosuch", 1, "ERROR: no such process/group: nosuch\n");
            twins.expect("add", 0, "");
            twins.expect("remove", 0, "");
            twins.expect("remove cat", 1, "ERROR: process/group still running: cat\n");
            twins.expect("remove grp:grp_00", 1, "ERROR: no such process/group: grp:grp_00\n");
            twins.expect("remove all", 1, "ERROR: no such process/group: all\n");
        }

        @Test
        void aRemovedGroupIsAvailableUntilItIsAddedAgain() throws Exception {
            twins.expect("remove oneshot", 0, "oneshot: removed process group\n");
            twins.expect("status oneshot", 4, "oneshot: ERROR (no such process)\n");
            assertThat(twins.run("avail").out()).contains("oneshot                          avail     auto ");
            twins.expect("reread", 0, "oneshot: available\n");
            twins.expect("add oneshot", 0, "oneshot: added process group\n");
            twins.awaitState("oneshot", "EXITED");
            twins.expect("reread", 0, "No config updates to processes\n");
            twins.expect("update", 0, "");
        }

        @Test
        void updateOfAGroupThatDoesNotExistFails() throws Exception {
            twins.expect("update nosuch", 1, "ERROR: no such group: nosuch\n");
            twins.expect("update nosuch all", 0, "");
            twins.expectUsage("reread x", 1, "Error: reread accepts no arguments", 1);
            twins.expectUsage("reload x", 1, "Error: reload accepts no arguments", 1);
            twins.expectUsage("shutdown x", 1, "Error: shutdown accepts no arguments", 1);
            assertThat(twins.ours.isAlive()).isTrue();
        }
    }
}
