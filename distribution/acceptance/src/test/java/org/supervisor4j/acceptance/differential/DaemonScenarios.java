package org.supervisor4j.acceptance.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.supervisor4j.acceptance.support.Conf;

/** The daemon itself: its options, its files, and how it ends. */
final class DaemonScenarios {

    private static final String SLEEP = "command=/bin/sleep 1000";

    private DaemonScenarios() {
    }

    static List<Scenario> all() {
        return Stream.concat(Stream.of("TERM", "INT", "QUIT").map(DaemonScenarios::endsBySignal),
                Stream.of(warnings(), includes(), sockets(), quiet(), talkative(), rotatingLog(), noPidfile()))
                .toList();
    }

    private static Scenario endsBySignal(String signal) {
        return new Scenario("the daemon ends by " + signal, conf -> conf
                .program("a", SLEEP, "priority=1").program("b", SLEEP)
                .program("off", SLEEP, "autostart=false"), side -> {
                    ReloadScenarios.awaitRunning(side, "a", "b");
                    side.look("running");
                    side.signalDaemon(signal);
                    side.awaitEnd();
                });
    }

    private static Scenario warnings() {
        return new Scenario("warnings at the start", conf -> conf
                .section("supervisord", "logfile=%(here)s/d.log", "pidfile=%(here)s/d.pid", "childlogdir=%(here)s",
                        "identifier=with-dash", "minfds=100")
                .program("sys", SLEEP, "stderr_logfile=SYSLOG")
                .program("named", SLEEP, "redirect_stderr=true", "stderr_logfile=%(here)s/x")
                .program("grows", SLEEP, "stdout_logfile_maxbytes=0", "numprocs=2",
                        "process_name=%(program_name)s%(process_num)d"), side -> {
                    ReloadScenarios.awaitRunning(side, "sys", "named", "grows:grows0");
                    side.ask("getIdentification");
                    side.ask("getState");
                    side.ask("getSupervisorVersion");
                    side.look("running");
                    side.end();
                });
    }

    private static Scenario includes() {
        return new Scenario("included files", conf -> {
            write(conf, "b.ini", "[program:b]\n" + SLEEP + "\nenvironment=PLACE=%(here)s\n");
            write(conf, "a.ini", "[program:a]\n" + SLEEP + "\n[program:shared]\nstartsecs=0\n");
            write(conf, "deep/c.ini", "[program:c]\ncommand=/bin/sleep 1000\ndirectory=%(here)s\n");
            write(conf, ".hidden.ini", "[program:hidden]\n" + SLEEP + "\n");
            conf.program("shared", SLEEP).section("include", "files=*.ini none*.ini deep/*.ini %(here)s/deep/c.ini");
        }, side -> {
            ReloadScenarios.awaitRunning(side, "a", "b", "c", "shared");
            side.look("running");
            write(side.conf(), "a.ini", "[program:a]\n" + SLEEP + "\nstartretries=9\n");
            write(side.conf(), "d.ini", "[program:d]\n" + SLEEP + "\n");
            side.ctl("reread");
            side.ctl("update");
            ReloadScenarios.awaitRunning(side, "a", "d");
            side.look("updated");
            write(side.conf(), "d.ini", "[program:d]\nstartsecs=x\n");
            side.ask("reloadConfig");
            side.end();
        });
    }

    private static Scenario sockets() {
        return new Scenario("several sockets with modes and owners", conf -> conf
                .append("unix_http_server", "chmod=0770", "chown=root:nogroup")
                .section("unix_http_server:open", "file=%(here)s/open", "chmod=0o777", "chown=nobody")
                .section("unix_http_server:closed", "file=%(here)s/closed", "username=u", "password={SHA}"
                        + "82ab876d1387bfafe46cc1c8a2ef074eae50cb1d")
                .program("x", SLEEP), side -> {
                    ReloadScenarios.awaitRunning(side, "x");
                    side.noteFiles("running");
                    side.look("running");
                    side.end();
                });
    }

    private static Scenario quiet() {
        return new Scenario("only what is wrong is logged", conf -> conf
                .append("supervisord", "loglevel=warn", "silent=true", "nocleanup=true")
                .program("x", SLEEP).program("bad", "command=/bin/false", "startretries=0", "startsecs=9"), side -> {
                    ReloadScenarios.awaitRunning(side, "x");
                    side.await("bad", "FATAL");
                    side.end();
                });
    }

    private static Scenario talkative() {
        return new Scenario("a log of level debug", conf -> conf
                .append("supervisord", "loglevel=debug")
                .program("x", SLEEP).program("bad", "command=/bin/false", "startretries=0", "startsecs=9"), side -> {
                    ReloadScenarios.awaitRunning(side, "x");
                    side.await("bad", "FATAL");
                    side.ask("signalProcess", "x", "CONT");
                    side.ask("stopProcess", "x", "true");
                    side.end();
                });
    }

    private static Scenario rotatingLog() {
        return new Scenario("the activity log rotates", conf -> conf
                .append("supervisord", "logfile_maxbytes=300", "logfile_backups=2")
                .program("x", SLEEP).program("bad", "command=/no/such/program", "startretries=0"), side -> {
                    ReloadScenarios.awaitRunning(side, "x");
                    side.await("bad", "FATAL");
                    side.look("running");
                    side.noteFiles("running");
                    side.endWithoutLog();
                });
    }

    private static Scenario noPidfile() {
        return new Scenario("a pid file that cannot be written", conf -> {
            write(conf, "folder/file", "");
            conf.append("supervisord", "pidfile=%(here)s/folder").program("x", SLEEP);
        }, side -> {
            ReloadScenarios.awaitRunning(side, "x");
            side.end();
        });
    }

    private static void write(Conf conf, String name, String text) {
        try {
            Path file = conf.directory().resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
