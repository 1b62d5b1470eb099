package org.supervisor4j.acceptance.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** A daemon with a process for every question: states, commands that cannot be started, logs of all kinds. */
final class Situation implements AutoCloseable {

    private final Conf conf;
    private final SupervisorDaemon daemon;

    Situation(Software server, Path directory) {
        this.conf = programs(directory);
        this.daemon = SupervisorDaemon.start(server, conf);
        try {
            settle();
        } catch (RuntimeException | Error e) {
            daemon.close();
            throw e;
        }
    }

    private static Conf programs(Path directory) {
        Conf conf = Conf.in(directory);
        Path plain = write(directory.resolve("plain"), "not a program");
        return conf
                .section("plugins", "requests=off") // system.listMethods shall be the reference's
                .program("cat", "command=/bin/cat", "startsecs=0", "priority=10", "stdout_logfile=%(here)s/cat.out")
                .program("grp", "command=/bin/sleep 1000", "numprocs=3", "startsecs=0",
                        "process_name=%(program_name)s_%(process_num)02d")
                .program("a", "command=/bin/sleep 1000", "priority=5", "startsecs=0")
                .program("b", "command=/bin/sleep 1000", "priority=3", "startsecs=0", "autorestart=false",
                        "exitcodes=0,3", "stopsignal=INT", "directory=/tmp", "redirect_stderr=true",
                        "stdout_logfile_maxbytes=1KB", "stdout_logfile_backups=3", "stderr_syslog=true")
                .section("group:ab", "programs=a,b", "priority=7")
                .program("manual", "command=/bin/sleep 1000", "autostart=false", "startsecs=0", "stopasgroup=true",
                        "stdout_events_enabled=true", "stdout_capture_maxbytes=2KB", "serverurl=http://there:1")
                .program("patient", "command=/bin/sleep 1000", "startsecs=1000", "user=root")
                .program("stubborn", "command=/bin/sh -c \"trap '' TERM; echo deaf; while :; do sleep 0.1; done\"",
                        "autostart=false", "startsecs=0", "stopwaitsecs=6", "stdout_logfile=%(here)s/stubborn.log")
                .program("never", "command=/bin/false", "autostart=false", "startretries=0")
                // its attempts take no time, so that it is in BACKOFF whenever somebody looks
                .program("again", "command=/no/such/thing", "startretries=1000")
                .program("code", "command=/bin/sh -c \"sleep 1; exit 3\"", "startsecs=0", "autorestart=false")
                .program("missing", "command=/no/such/file", "autostart=false")
                .program("nopath", "command=no-such-program x", "autostart=false")
                .program("noexec", "command=" + plain, "autostart=false")
                .program("isdir", "command=/tmp", "autostart=false")
                .program("badparse", "command=/bin/echo 'open", "autostart=false")
                .program("talker", "command=" + script(directory, "talker",
                                "printf 'hello out\\nbefore'; printf error >&2"),
                        "stdout_logfile=%(here)s/talker.out", "stderr_logfile=%(here)s/talker.err")
                .program("words", "command=" + script(directory, "words", "printf 'gr\\303\\274n'"),
                        "stdout_logfile=%(here)s/words.out", "redirect_stderr=true")
                .program("nolog", "command=/bin/sleep 1000", "stdout_logfile=NONE", "stderr_logfile=NONE")
                .program("lost", "command=/bin/sleep 1000", "stdout_logfile=%(here)s/lost.out");
    }

    private static Path script(Path directory, String name, String action) {
        Path script = write(directory.resolve(name + ".sh"), "#!/bin/sh\n" + action + "\nexec sleep 1000\n");
        if (!script.toFile().setExecutable(true)) {
            throw new AssertionError("cannot make " + script + " executable");
        }
        return script;
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void settle() {
        for (String running : new String[] {"cat", "grp:grp_00", "grp:grp_01", "grp:grp_02", "ab:a", "ab:b", "talker",
            "words", "nolog", "lost"}) {
            daemon.awaitState(running, "RUNNING");
        }
        daemon.awaitState("patient", "STARTING");
        daemon.awaitState("code", "EXITED");
        daemon.awaitState("again", "BACKOFF");
        awaitSize("talker.out", 16);
        awaitSize("talker.err", 5);
        awaitSize("words.out", 5);
    }

    void awaitSize(String file, long size) {
        Await.until(file + " has " + size + " bytes", () -> Files.size(daemon.file(file)) == size);
    }

    void delete(String file) {
        try {
            Files.delete(daemon.file(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One group new, one changed, one gone. */
    void change() {
        conf.append("program:cat", "startretries=7").without("program:nolog")
                .program("fresh", "command=/bin/cat", "startsecs=0", "autostart=false", "priority=1").write();
    }

    void damage() {
        conf.append("program:cat", "startsecs=soon").write();
    }

    SupervisorDaemon daemon() {
        return daemon;
    }

    @Override
    public void close() {
        daemon.close();
    }
}
