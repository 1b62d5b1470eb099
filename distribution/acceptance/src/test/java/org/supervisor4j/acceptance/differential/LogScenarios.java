package org.supervisor4j.acceptance.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;

/** What children write, and what is kept of it. A child writes at once what is to arrive at once. */
final class LogScenarios {

    private LogScenarios() {
    }

    static List<Scenario> all() {
        return List.of(destinations(), rotation(), readAndClear(), reopen(), oldLogs());
    }

    private static Scenario destinations() {
        String both = "command=/bin/sh -c 'echo out; echo err >&2; exec sleep 1000'";
        return new Scenario("where output goes", conf -> conf
                .program("auto", both)
                .program("named", both, "stdout_logfile=%(here)s/named.out", "stderr_logfile=%(here)s/named.err")
                .program("none", both, "stdout_logfile=NONE", "stderr_logfile=off")
                .program("together", "command=/bin/sh -c 'echo out; sleep 0.3; echo err >&2; exec sleep 1000'",
                        "redirect_stderr=true", "stdout_logfile=%(here)s/together", "stderr_logfile=%(here)s/ignored")
                .program("forever", both, "stdout_logfile_maxbytes=0", "stderr_logfile=NONE")
                .program("system", both, "stdout_logfile=syslog", "stderr_logfile=NONE")
                .program("plain", "command=/bin/sh -c 'printf \"a\\033[31mred\\033[0mb\\n\"; exec sleep 1000'",
                        "autostart=false", "stdout_logfile=%(here)s/plain")
                .append("supervisord", "strip_ansi=true"), side -> {
                    ReloadScenarios.awaitRunning(side, "auto", "named", "none", "together", "forever", "system");
                    side.awaitText("named.err", "err");
                    side.awaitText("together", "err");
                    side.ask("startProcess", "plain", "true");
                    side.awaitText("plain", "b");
                    side.look("running");
                    side.noteFiles("running");
                    side.ask("readProcessStdoutLog", "auto", "0", "0");
                    side.ask("readProcessStderrLog", "auto", "0", "0");
                    side.end();
                    for (String name : List.of("named.out", "named.err", "together", "plain")) {
                        side.noteText(name);
                    }
                });
    }

    /** Pieces that come one by one, of a size that fills a file with some of them. */
    private static Scenario rotation() {
        String pieces = "command=/bin/sh -c 'for i in 1 2 3 4 5 6 7 8; do printf %%0400d $i; sleep 0.2; done;"
                + " touch %(here)s/%(program_name)s.done; exec sleep 1000'";
        return new Scenario("logs rotate by size", conf -> conf
                .program("two", pieces, "stdout_logfile=%(here)s/two", "stdout_logfile_maxbytes=1000",
                        "stdout_logfile_backups=2")
                .program("zero", pieces, "stdout_logfile=%(here)s/zero", "stdout_logfile_maxbytes=1KB",
                        "stdout_logfile_backups=0")
                .program("never", pieces, "stdout_logfile=%(here)s/never", "stdout_logfile_maxbytes=0")
                .program("each", pieces, "stdout_logfile=%(here)s/each", "stdout_logfile_maxbytes=1",
                        "stdout_logfile_backups=3"), side -> {
                    for (String name : List.of("two", "zero", "never", "each")) {
                        side.awaitFile(name + ".done");
                    }
                    side.awaitText("never", "8");
                    side.ask("tailProcessStdoutLog", "two", "0", "100");
                    side.ask("tailProcessStdoutLog", "never", "0", "50");
                    side.ask("readProcessStdoutLog", "never", "-20", "0");
                    side.end();
                    for (String name : List.of("two", "two.1", "two.2", "zero", "never", "each", "each.1", "each.3")) {
                        side.noteText(name);
                    }
                });
    }

    private static Scenario readAndClear() {
        return new Scenario("logs are read and cleared by request", conf -> conf
                .program("x", "command=/bin/sh -c 'echo 0123456789; echo abc >&2; exec sleep 1000'")
                .program("off", "command=/bin/cat", "autostart=false")
                .program("none", "command=/bin/cat", "stdout_logfile=NONE", "stderr_logfile=NONE"), side -> {
                    ReloadScenarios.awaitRunning(side, "x", "none");
                    for (String offset : List.of("0", "3", "-4", "10", "11", "12", "-100", "100")) {
                        side.ask("readProcessStdoutLog", "x", offset, "0");
                        side.ask("readProcessStdoutLog", "x", offset, "4");
                        side.ask("tailProcessStdoutLog", "x", offset, "4");
                        side.ask("readProcessStdoutLog", "x", offset, "-1");
                    }
                    for (String name : List.of("off", "none", "nosuch", "x:*")) {
                        side.ask("readProcessStdoutLog", name, "0", "10");
                        side.ask("tailProcessStderrLog", name, "0", "10");
                        side.ask("clearProcessLogs", name);
                    }
                    side.ask("clearProcessLogs", "x");
                    side.ask("readProcessStdoutLog", "x", "0", "0");
                    side.ask("clearAllProcessLogs");
                    side.ask("readLog", "-1", "5");
                    side.ask("clearLog");
                    side.ask("readLog", "0", "0");
                    side.end();
                });
    }

    private static Scenario reopen() {
        return new Scenario("USR2 opens the logs anew", conf -> conf
                .program("x", "command=/bin/sh -c \"trap 'echo more' USR1; echo first; while :; do sleep 0.05; done\"",
                        "stdout_logfile=%(here)s/x.log"), side -> {
                    ReloadScenarios.awaitRunning(side, "x");
                    side.awaitText("x.log", "first");
                    side.move("x.log", "x.old");
                    side.move("d.log", "d.old");
                    side.signalDaemon("USR2");
                    side.awaitFile("x.log");
                    side.awaitFile("d.log");
                    side.ask("signalProcess", "x", "USR1");
                    side.awaitText("x.log", "more");
                    side.end();
                    side.noteText("x.old");
                    side.noteText("x.log");
                });
    }

    private static Scenario oldLogs() {
        return new Scenario("old automatic logs are removed at the start", conf -> {
            for (String name : List.of("x-stdout---supervisor-abcdefgh.log", "x-stdout---supervisor-abcdefgh.log.1",
                    "y-stderr---other-abcdefgh.log", "x-stdout---supervisor-.log", "z.log")) {
                try {
                    Files.writeString(conf.directory().resolve(name), "old");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            conf.program("x", "command=/bin/cat");
        }, side -> {
            ReloadScenarios.awaitRunning(side, "x");
            side.noteFiles("running");
            side.end();
        });
    }
}
