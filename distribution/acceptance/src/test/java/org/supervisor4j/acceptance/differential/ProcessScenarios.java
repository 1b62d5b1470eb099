package org.supervisor4j.acceptance.differential;

import java.util.List;

/** The life of processes: starts, ends, retries, stops, and requests that make no sense. */
final class ProcessScenarios {

    private ProcessScenarios() {
    }

    static List<Scenario> all() {
        return List.of(endings(), failedStarts(), stubborn(), requests(), restarts(), groupsOfSignals());
    }

    /** Nothing ends sooner than the reference can see that it runs: what it logs then is up to the clock. */
    private static Scenario endings() {
        return new Scenario("ends that are expected and others", conf -> conf
                .program("zero", "command=/bin/sh -c 'sleep 3'")
                .program("two", "command=/bin/sh -c 'sleep 3; exit 2'", "exitcodes=0,2")
                .program("three", "command=/bin/sh -c 'sleep 3; exit 3'", "autorestart=false", "exitcodes=0,2")
                .program("none", "command=/bin/sh -c 'sleep 3'", "exitcodes=", "autorestart=false")
                .program("killed", "command=/bin/sh -c 'sleep 3; kill -KILL $$'", "autorestart=false")
                .program("aborted", "command=/bin/sh -c 'ulimit -c 0; sleep 3; kill -USR1 $$'", "autorestart=no")
                .program("tooquick", "command=/bin/sh -c 'sleep 2'", "startsecs=30", "startretries=0")
                .program("quickly", "command=/bin/sh -c 'exit 7'", "startretries=1", "startsecs=9")
                .program("notatonce", "command=/bin/sleep 3", "startsecs=0", "autorestart=false"), side -> {
                    for (String name : List.of("zero", "two", "three", "none", "killed", "aborted", "notatonce")) {
                        side.await(name, "EXITED");
                    }
                    side.await("quickly", "FATAL");
                    side.await("tooquick", "FATAL");
                    side.look("all ended");
                    side.end();
                });
    }

    private static Scenario failedStarts() {
        return new Scenario("starts that fail", conf -> conf
                .program("absent", "command=/no/such/file", "startretries=0")
                .program("nopath", "command=nosuchprogram", "startretries=0")
                .program("folder", "command=/tmp", "startretries=1")
                .program("plain", "command=/etc/passwd", "startretries=0")
                .program("empty", "command=", "startretries=0")
                .program("quoted", "command=/bin/echo 'open", "startretries=0")
                .program("escaped", "command=/bin/echo \\", "startretries=0")
                .program("inpath", "command=sleep 1000")
                .program("ownpath", "command=sleep 1000", "environment=PATH=\"/nowhere\"", "startretries=0")
                .program("later", "command=/no/such/file", "autostart=false"), side -> {
                    for (String name : List.of("absent", "nopath", "folder", "plain", "empty", "quoted", "escaped",
                            "ownpath")) {
                        side.await(name, "FATAL");
                    }
                    side.await("inpath", "RUNNING");
                    side.look("tried");
                    for (String name : List.of("absent", "folder", "plain", "empty", "quoted", "ownpath", "later")) {
                        side.ask("startProcess", name, "true");
                    }
                    side.look("asked");
                    side.end();
                });
    }

    private static Scenario stubborn() {
        return new Scenario("a process that does not end is killed in the end", conf -> conf
                .program("deaf", "command=/bin/sh -c \"trap '' TERM; while :; do sleep 0.1; done\"", "stopwaitsecs=1")
                .program("intended", "command=/bin/sh -c \"trap 'exit 4' INT; while :; do sleep 0.1; done\"",
                        "stopsignal=INT", "exitcodes=4")
                .program("group", "command=/bin/sh -c \"sleep 1000 & wait\"", "stopasgroup=true")
                .program("last", "command=/bin/sh -c \"trap '' TERM; while :; do sleep 0.1; done\"", "stopwaitsecs=1",
                        "killasgroup=true", "priority=1"), side -> {
                    ReloadScenarios.awaitRunning(side, "deaf", "intended", "group", "last");
                    side.ask("stopProcess", "deaf", "true");
                    side.ask("stopProcess", "intended", "true");
                    side.ask("stopProcess", "group", "true");
                    side.look("stopped");
                    side.end();
                });
    }

    private static Scenario requests() {
        return new Scenario("requests that cannot be", conf -> conf
                .program("x", "command=/bin/sleep 1000").program("off", "command=/bin/sleep 1000", "autostart=false")
                .program("a", "command=/bin/cat").program("b", "command=/bin/cat").section("group:g", "programs=a,b")
                .program("failing", "command=/bin/sh -c \"sleep 1; exit 1\"", "startretries=0", "startsecs=9",
                        "autostart=false"), side -> { // the reference reaps once before it answers: not too soon
                    ReloadScenarios.awaitRunning(side, "x", "g:a", "g:b");
                    for (String name : List.of("x", "off", "nosuch", "g", "g:", "g:*", "g:a", "a", "x:x", "", ":", "x:",
                            "g:nosuch", "off:*", "nosuch:*")) {
                        side.ask("getProcessInfo", name);
                        side.ask("startProcess", name, "true");
                        side.ask("signalProcess", name, "CONT");
                        side.ask("signalProcess", name, "NOPE");
                    }
                    side.ask("startProcess", "failing", "true");
                    side.ask("startProcess", "failing", "false");
                    side.await("failing", "FATAL");
                    for (String name : List.of("off", "nosuch", "g:nosuch", "failing", "nosuch:*")) {
                        side.ask("stopProcess", name, "true");
                    }
                    side.ask("stopProcess", "off", "true");
                    side.ask("startProcessGroup", "nosuch", "true");
                    side.ask("stopProcessGroup", "nosuch", "true");
                    side.ask("signalProcessGroup", "nosuch", "HUP");
                    side.ask("signalAllProcesses", "NOPE");
                    side.ask("stopAllProcesses", "true");
                    side.ask("startAllProcesses", "true");
                    side.look("after all");
                    side.end();
                });
    }

    private static Scenario restarts() {
        return new Scenario("a killed process comes back if it is to", conf -> conf
                .program("always", "command=/bin/sleep 1000", "autorestart=true")
                .program("unexpected", "command=/bin/sleep 1000")
                .program("never", "command=/bin/sleep 1000", "autorestart=false"), side -> {
                    ReloadScenarios.awaitRunning(side, "always", "unexpected", "never");
                    side.look("before");
                    for (String name : List.of("always", "unexpected", "never")) {
                        side.signalProcess("KILL", name);
                        side.awaitMessage("exited: " + name + " ");
                    }
                    side.awaitMessages("success: ", 5);
                    side.look("after");
                    side.ask("startProcess", "never", "true");
                    side.ask("startProcess", "always", "true");
                    side.end();
                });
    }

    private static Scenario groupsOfSignals() {
        String told = "command=/bin/sh -c \"trap 'echo usr1' USR1; trap 'echo hup' HUP; while :; do sleep 0.05; done\"";
        return new Scenario("signals by request", conf -> conf
                .program("a", told, "stdout_logfile=%(here)s/a.log").program("b", told, "stdout_logfile=%(here)s/b.log")
                .section("group:g", "programs=a,b").program("off", told, "autostart=false"), side -> {
                    ReloadScenarios.awaitRunning(side, "g:a", "g:b");
                    side.ask("signalProcess", "g:a", "USR1");
                    side.awaitText("a.log", "usr1");
                    side.ask("signalProcessGroup", "g", "SIGHUP");
                    side.awaitText("a.log", "hup");
                    side.awaitText("b.log", "hup");
                    side.ask("signalAllProcesses", "10");
                    side.awaitText("b.log", "usr1");
                    side.ask("signalProcess", "g:a", "0");
                    side.ask("signalProcess", "off", "HUP");
                    side.look("signalled");
                    side.end();
                    side.noteText("b.log");
                });
    }
}
