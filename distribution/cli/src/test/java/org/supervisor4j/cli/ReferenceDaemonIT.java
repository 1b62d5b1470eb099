package org.supervisor4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The reference's supervisorctl and ours find and show the same at the reference's daemon: same output, same exit
 * status. The tests share the daemons and change nothing.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ReferenceDaemonIT extends SharedTwins {

    @Nested
    class Connecting {

        @Test
        void wrongOptionsAreRefusedInTwoLines() throws Exception {
            Outcome noUrl = twins.run("-s", "foo", "pid");
            assertThat(noUrl.err()).startsWith("Error: invalid value for -s 'foo': value 'foo' is not a URL\n");
            assertThat(twins.run("-i", "-i", "pid").err()).startsWith("Error: conflicting command line option '-i'\n");
            assertThat(twins.run("-r").err()).startsWith("Error: option -r requires argument\n");
            assertThat(twins.run("--history-file=x", "pid").err())
                    .startsWith("Error: option --history-file not recognized\n");
            assertThat(twins.run("-c", "<dir>/absent", "pid").err())
                    .isEqualTo("Error: could not find config file <dir>/absent\n"
                            + "For help, use /usr/bin/supervisorctl -h\n");
            assertThat(twins.run("-c", "<dir>", "pid").status()).isEqualTo(2);
            assertThat(twins.run("--history_file=x", "pid")).isEqualTo(new Outcome(0, "<pid>\n", ""));
        }

        @Test
        void aFileWithoutOurSectionIsRefused() throws Exception {
            for (ReferenceDaemon daemon : new ReferenceDaemon[] {twins.theirs, twins.ours}) {
                Files.writeString(daemon.directory.resolve("other"), "[supervisord]\n");
            }
            assertThat(twins.run("-c", "<dir>/other", "-s", "<url>", "pid").err())
                    .startsWith("Error: .ini file does not include supervisorctl section\n");
        }

        @Test
        void aFileWithAnUnknownNameIsRefused() throws Exception {
            for (ReferenceDaemon daemon : new ReferenceDaemon[] {twins.theirs, twins.ours}) {
                Files.writeString(daemon.directory.resolve("bad"), "[supervisorctl]\nprompt=%(here)s\n");
            }
            assertThat(InProcess.run("-c", twins.ours.directory.resolve("bad").toString(), "pid").err())
                    .startsWith("Error: Format string '%(here)s' for 'supervisorctl.prompt' contains names ('here')"
                            + " which cannot be expanded. Available names: ");
            assertThat(twins.theirs.reference("-c", twins.theirs.directory.resolve("bad").toString(), "pid").err())
                    .startsWith("Error: Format string '%(here)s' for 'supervisorctl.prompt' contains names ('here')"
                            + " which cannot be expanded. Available names: ");
        }

        @Test
        void anUnknownProtocolFailsAtTheFirstRequest() throws Exception {
            assertThat(twins.run("-s", "ftp://x", "pid"))
                    .isEqualTo(new Outcome(1,
                            "error: <class 'ValueError'>, Unknown protocol for serverurl ftp://x\n", ""));
            assertThat(twins.run("-s", "HTTP://x", "status").status()).isEqualTo(1);
        }

        @Test
        void anAbsentSocketIsReportedByEachActionInItsWay() throws Exception {
            String absent = "unix://<dir>/absent";
            assertThat(twins.run("-s", absent, "pid")).isEqualTo(new Outcome(7, absent + " no such file\n", ""));
            assertThat(twins.run("-s", absent, "status")).isEqualTo(new Outcome(4, absent + " no such file\n", ""));
            assertThat(twins.run("-s", absent, "shutdown"))
                    .isEqualTo(new Outcome(1, "ERROR: " + absent + " no such file (already shut down?)\n", ""));
            for (String action : new String[] {"avail", "reread", "update", "add", "remove", "reload"}) {
                boolean named = action.equals("add") || action.equals("remove");
                Outcome outcome = named
                        ? twins.run("-s", absent, action, "x")
                        : twins.run("-s", absent, action);
                assertThat(outcome).isEqualTo(new Outcome(1,
                        "error: <class 'FileNotFoundError'>, [Errno 2] No such file or directory\n", ""));
            }
            assertThat(twins.run("-s", absent, "tail", "-f", "x").status()).isEqualTo(7);
        }

        @Test
        void aPortOrAFileWhereNobodyListensRefuses() throws Exception {
            assertThat(twins.run("-s", "http://localhost:1", "pid"))
                    .isEqualTo(new Outcome(4, "http://localhost:1 refused connection\n", ""));
            assertThat(twins.run("-s", "http://localhost:1", "status").status()).isEqualTo(4);
            assertThat(twins.run("-s", "http://localhost:1", "shutdown").status()).isEqualTo(1);
            assertThat(twins.run("-s", "http://localhost:1", "reload").out())
                    .isEqualTo("error: <class 'ConnectionRefusedError'>, [Errno 111] Connection refused\n");
            assertThat(twins.run("-s", "unix://<dir>/plain", "pid").status()).isEqualTo(4);
        }

        @Test
        void aServerWithAPasswordWantsUserAndPassword() throws Exception {
            assertThat(twins.run("-s", "<inet>", "-u", "user", "-p", "pw", "pid"))
                    .isEqualTo(new Outcome(0, "<pid>\n", ""));
            assertThat(twins.run("-s", "<inet>", "-u", "user", "-p", "pw", "status", "cat").status()).isZero();
            for (String[] partly : new String[][] {{}, {"-u", "user"}, {"-u", "user", "-p", "wrong"}}) {
                String[] args = new String[partly.length + 3];
                System.arraycopy(partly, 0, args, 0, partly.length);
                System.arraycopy(new String[] {"-s", twins.ours.inetUrl(), "status"}, 0, args, partly.length, 3);
                Outcome ours = twins.ours.ours(args);
                Outcome theirs = twins.ours.reference(args);
                assertThat(theirs.status()).isEqualTo(1);
                assertThat(theirs.out()).startsWith("Server requires authentication\n");
                assertThat(ours).isEqualTo(new Outcome(1, "Server requires authentication\n", ""));
            }
        }

        @Test
        void openShowsTheStatusOfAnotherDaemonAndForgivesItsAbsence() throws Exception {
            assertThat(twins.run("open", "ftp://x"))
                    .isEqualTo(new Outcome(1, "ERROR: url must be http:// or unix://\n", ""));
            assertThat(twins.run("open").status()).isEqualTo(1);
            assertThat(twins.run("open", "unix://<dir>/absent"))
                    .isEqualTo(new Outcome(0, "unix://<dir>/absent no such file\n", ""));
            assertThat(twins.run("open", "<url>").out()).startsWith("ab:a ");
        }
    }

    @Nested
    class Lines {

        @Test
        void whatIsNoActionIsUnknownSyntax() throws Exception {
            twins.expect("nosuch cmd arg", 1, "*** Unknown syntax: nosuch cmd arg\n");
            twins.expect("STATUS", 1, "*** Unknown syntax: STATUS\n");
            twins.expect("!ls", 1, "*** Unknown syntax: !ls\n");
            twins.expect(":x", 1, "*** Unknown syntax: :x\n");
            twins.expect("pid;x", 1, "No such process ;x\n");
            twins.expect("restart-all", 1, "-all: ERROR (no such process)\n-all: ERROR (no such process)\n");
        }

        @Test
        void emptyWordsDoNothing() throws Exception {
            assertThat(twins.run("")).isEqualTo(new Outcome(0, "", ""));
            assertThat(twins.run(" ", "")).isEqualTo(new Outcome(0, "", ""));
        }

        @ParameterizedTest
        @ValueSource(strings = {"exit", "quit", "EOF", "exit 1"})
        void leavingPrintsAnEmptyLine(String line) throws Exception {
            twins.expect(line, 0, "\n");
        }

        @Test
        void unknownTopicsHaveNoHelp() throws Exception {
            twins.expect("help nosuch", 0, "*** No help on nosuch\n");
            twins.expect("help start stop", 0, "*** No help on start stop\n");
            twins.expect("help EOF", 0, "*** No help on EOF\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"add", "avail", "clear", "exit", "maintail", "open", "pid", "quit", "reload", "remove",
            "reread", "restart", "shutdown", "signal", "start", "status", "stop", "tail", "update", "version", "help"})
        void topicsHaveTheSameForms(String topic) throws Exception {
            Outcome theirs = twins.theirs.reference("help", topic);
            Outcome ours = twins.ours.ours("help", topic);
            assertThat(ours.status()).isEqualTo(theirs.status()).isZero();
            assertThat(TwinDaemons.forms(ours)).isEqualTo(TwinDaemons.forms(theirs));
            assertThat(twins.ours.ours("?" + topic)).isEqualTo(ours);
        }
    }

    @Nested
    class Looking {

        @Test
        void statusListsByGroupAndName() throws Exception {
            Outcome all = twins.run("status");
            assertThat(all.status()).isEqualTo(3);
            assertThat(all.out()).startsWith("ab:a                             RUNNING   pid <n>, uptime <t>\nab:b ")
                    .contains("\nquick                            FATAL     Exited too quickly");
            assertThat(twins.run("status", "all", "nosuch")).isEqualTo(all);
        }

        @Test
        void statusOfSomeFollowsTheOrderOfTheWords() throws Exception {
            twins.expect("status cat", 0, "cat                              RUNNING   pid <n>, uptime <t>\n");
            assertThat(twins.run("status", "cat", "ab:a", "cat").out().lines()).hasSize(3);
            assertThat(twins.run("status", "grp:*").out().lines()).hasSize(3);
            assertThat(twins.run("status", "grp:")).isEqualTo(twins.run("status", "grp:*"));
            assertThat(twins.run("status", "cat:cat").status()).isZero();
        }

        @Test
        void statusSaysWhatDoesNotExistFirst() throws Exception {
            twins.expect("status nosuch", 4, "nosuch: ERROR (no such process)\n");
            twins.expect("status nosuch:*", 4, "nosuch: ERROR (no such group)\n");
            twins.expect("status grp", 4, "grp: ERROR (no such process)\n");
            twins.expect("status ab:nosuch", 4, "ab:nosuch: ERROR (no such process)\n");
            assertThat(twins.run("status", "cat", "nosuch").out())
                    .startsWith("nosuch: ERROR (no such process)\ncat ");
            assertThat(twins.run("status", "quick", "nosuch").status()).isEqualTo(3);
            assertThat(twins.run("status", "oneshot").status()).isEqualTo(3);
        }

        @Test
        void pidPrintsNumbers() throws Exception {
            assertThat(twins.ours.ours("pid").out()).isEqualTo(twins.ours.pid() + "\n");
            twins.expect("pid", 0, "<pid>\n");
            twins.expect("pid cat", 0, "<pid>\n");
            twins.expect("pid missing", 7, "0\n");
            twins.expect("pid nosuch", 1, "No such process nosuch\n");
            twins.expect("pid missing nosuch", 1, "0\nNo such process nosuch\n");
            twins.expect("pid nosuch missing", 7, "No such process nosuch\n0\n");
            twins.expect("pid grp:*", 1, "No such process grp:*\n");
            twins.expect("pid -s x", 1, "No such process -s\nNo such process x\n");
            assertThat(twins.run("pid", "all", "nosuch").out()).contains("<pid>\n0\n");
        }

        @Test
        void availListsTheConfigurationByProcessName() throws Exception {
            Outcome all = twins.run("avail");
            assertThat(all.status()).isZero();
            assertThat(all.out()).startsWith("ab:a                             in use    auto      7:5\n"
                    + "ab:b                             in use    auto      7:3\n");
            twins.expectUsage("avail x", 1, "Error: avail accepts no arguments", 1);
        }

        @Test
        void versionIsTheDaemons() throws Exception {
            assertThat(twins.run("version").out()).matches("\\d+\\.\\d+\\.\\d+.*\n");
            twins.expectUsage("version x", 1, "Error: version accepts no arguments", 1);
        }
    }
}
