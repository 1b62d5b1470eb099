package org.supervisor4j.acceptance.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A configuration with a program of every kind: good ones, groups, instances, and those that fail in some way. */
public final class Programs {

    /** What starts by itself, and the state in which it stays. */
    private static final Map<String, String> SETTLED = Map.ofEntries(Map.entry("cat", "RUNNING"),
            Map.entry("echoer", "RUNNING"), Map.entry("grp:grp_00", "RUNNING"), Map.entry("grp:grp_01", "RUNNING"),
            Map.entry("grp:grp_02", "RUNNING"), Map.entry("ab:a", "RUNNING"), Map.entry("ab:b", "RUNNING"),
            Map.entry("quick", "FATAL"), Map.entry("oneshot", "EXITED"), Map.entry("nolog", "RUNNING"),
            Map.entry("trapper", "RUNNING"), Map.entry("long", "RUNNING"));

    private Programs() {
    }

    public static Conf ofManyKinds(Path directory) {
        Conf conf = Conf.in(directory);
        Path plain = directory.resolve("plain");
        try {
            Files.writeString(plain, "not a program");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return conf.program("cat", "command=/bin/cat")
                .program("echoer", "command=/bin/sh -c \"for i in 1 2 3; do echo line $i; echo err $i >&2; done;"
                        + " exec sleep 1000\"")
                .program("grp", "command=/bin/sleep 1000", "numprocs=3", "process_name=grp_%(process_num)02d")
                .program("a", "command=/bin/sleep 1000", "priority=5")
                .program("b", "command=/bin/sleep 1000", "priority=3")
                .section("group:ab", "programs=a,b", "priority=7")
                .program("manual", "command=/bin/sleep 1000", "autostart=false")
                .program("stubborn", "command=/bin/sh -c \"trap '' TERM; while :; do sleep 0.2; done\"",
                        "autostart=false", "stopwaitsecs=2")
                .program("missing", "command=/no/such/file", "autostart=false")
                .program("noexec", "command=" + plain, "autostart=false")
                .program("isdir", "command=/tmp", "autostart=false")
                .program("badparse", "command=/bin/echo 'open", "autostart=false")
                .program("quick", "command=/bin/false", "startretries=1")
                // not too short: whether the reference has seen it run would be up to the clock
                .program("oneshot", "command=/bin/sleep 2", "startsecs=0", "autorestart=false")
                .program("nolog", "command=/bin/sleep 1000", "stdout_logfile=NONE", "stderr_logfile=NONE")
                .program("trapper", "command=/bin/sh -c \"trap 'echo usr1' USR1; while :; do sleep 0.05; done\"")
                .program("long", "command=/bin/sh -c \"i=0; while [ $i -lt 400 ]; do i=$((i+1)); echo line $i; done;"
                        + " exec sleep 1000\"");
    }

    public static void awaitSettled(SupervisorDaemon daemon) {
        SETTLED.forEach(daemon::awaitState);
    }
}
