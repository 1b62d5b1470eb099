package org.supervisor4j.acceptance.differential;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A program section of which it is known what becomes of its processes.
 *
 * @param lines its options
 * @param instances how many processes it has
 * @param outcome the state in which they stay
 */
record RunningProgram(List<String> lines, int instances, String outcome) {

    RunningProgram {
        lines = List.copyOf(lines);
    }

    /** What it does, with the options on which that depends. */
    private record Behaviour(List<String> lines, String outcome) {
    }

    static Arbitrary<RunningProgram> any() {
        return Combinators.combine(behaviours(), options(), Arbitraries.integers().between(1, 3))
                .as((behaviour, options, instances) -> {
                    List<String> lines = new ArrayList<>(behaviour.lines());
                    lines.addAll(options);
                    if (instances > 1) {
                        lines.add("numprocs=" + instances);
                        lines.add("process_name=%(program_name)s_%(process_num)02d");
                    }
                    return new RunningProgram(lines, instances, behaviour.outcome());
                });
    }

    List<String> processes(String name) {
        return instances == 1 ? List.of(name)
                : IntStream.range(0, instances).mapToObj(i -> "%s_%02d".formatted(name, i)).toList();
    }

    /** Nothing ends so soon that it is up to the clock what is seen of it. */
    private static Arbitrary<Behaviour> behaviours() {
        Arbitrary<Behaviour> stays = Combinators.combine(Arbitraries.of("true", "false", "unexpected"),
                Arbitraries.of(0, 1, 2)).as((restart, seconds) -> new Behaviour(List.of(
                        "command=/bin/sh -c 'echo %(program_name)s says $A; exec sleep 1000'",
                        "autorestart=" + restart, "startsecs=" + seconds), "RUNNING"));
        Arbitrary<Behaviour> waits = Arbitraries.just(
                new Behaviour(List.of("command=/bin/cat", "autostart=false"), "STOPPED"));
        Arbitrary<Behaviour> fails = Combinators.combine(Arbitraries.integers().between(0, 255),
                Arbitraries.of(0, 1)).as((code, retries) -> new Behaviour(List.of(
                        "command=/bin/sh -c 'exit " + code + "'", "startretries=" + retries, "exitcodes=0,7",
                        "startsecs=9"), "FATAL"));
        Arbitrary<Behaviour> absent = Arbitraries
                .of("/no/such/file", "nosuchprogram", "/etc/passwd", "/tmp", "'open", "")
                .map(command -> new Behaviour(List.of("command=" + command, "startretries=0"), "FATAL"));
        Arbitrary<Behaviour> ends = Combinators.combine(Arbitraries.integers().between(0, 255), Arbitraries.of(0, 1),
                Arbitraries.of(true, false)).as((code, seconds, expected) -> new Behaviour(List.of(
                        "command=/bin/sh -c 'sleep 3; echo done; exit " + code + "'", "startsecs=" + seconds,
                        "exitcodes=" + (expected ? code : (code + 1) % 256),
                        "autorestart=" + (expected ? "unexpected" : "false")), "EXITED"));
        return Arbitraries.oneOf(List.of(stays, stays, waits, fails, absent, ends));
    }

    private static Arbitrary<List<String>> options() {
        return Combinators.combine(List.of(
                some("priority=1", "priority=20", "priority=999", "priority=1000"),
                some("stopsignal=INT", "stopsignal=KILL", "stopsignal=USR1", "stopsignal=hup"),
                some("stopwaitsecs=2", "stopasgroup=true", "killasgroup=true"),
                some("redirect_stderr=true", "stdout_logfile=NONE",
                        "stdout_logfile=%(here)s/%(program_name)s%(process_num)d",
                        "stderr_logfile=NONE", "stdout_syslog=true"),
                some("stdout_logfile_maxbytes=1MB", "stdout_logfile_maxbytes=0", "stderr_logfile_backups=0",
                        "stdout_capture_maxbytes=1KB"),
                some("environment=A=%(process_num)d", "environment=A=\"x y\",B=%(group_name)s",
                        "environment=PATH=\"/bin\""),
                some("umask=077", "directory=/tmp", "directory=%(here)s", "user=root", "serverurl=http://localhost:1")))
                .as(parts -> parts.stream().flatMap(Collection::stream).toList());
    }

    private static Arbitrary<List<String>> some(String... lines) {
        return Arbitraries.of(lines).list().ofMaxSize(1);
    }
}
