package org.supervisor4j.acceptance.differential;

import java.util.List;

/** Groups: priorities, members of many kinds, the order of starts and stops. */
final class GroupScenarios {

    private GroupScenarios() {
    }

    static List<Scenario> all() {
        return List.of(startsAndStopsByPriority(), heterogeneousGroups(), manyGroups(), fastCgi());
    }

    private static Scenario startsAndStopsByPriority() {
        return new Scenario("groups start by priority and stop in reverse, one after the other", conf -> conf
                .program("last", "command=/bin/sleep 1000", "priority=999")
                .program("first", "command=/bin/sleep 1000", "priority=1")
                .program("b", "command=/bin/sleep 1000", "priority=20")
                .program("a", "command=/bin/sleep 1000", "priority=30")
                .program("n", "command=/bin/sleep 1000", "numprocs=3", "process_name=n%(process_num)d", "priority=7")
                .section("group:mixed", "programs=b,n,a", "priority=500"), side -> {
                    for (String name : List.of("last", "first", "mixed:b", "mixed:a", "mixed:n0", "mixed:n2")) {
                        side.await(name, "RUNNING");
                    }
                    side.look("running");
                    side.noteFiles("running");
                    side.end();
                });
    }

    private static Scenario manyGroups() {
        return new Scenario("the order of groups of one priority, and of stops by request", conf -> conf
                .program("z", "command=/bin/sleep 1000").program("m", "command=/bin/sleep 1000")
                .program("a", "command=/bin/sleep 1000", "priority=998")
                .program("x", "command=/bin/sleep 1000", "priority=3").program("y", "command=/bin/sleep 1000")
                .section("group:h", "programs=x,y").section("group:b", "programs=y", "priority=998"), side -> {
                    ReloadScenarios.awaitRunning(side, "z", "m", "a", "h:x", "h:y", "b:y");
                    side.look("running");
                    side.ask("stopProcess", "h:y", "true");
                    side.ask("stopProcessGroup", "h", "true");
                    side.ask("startProcessGroup", "h", "true");
                    side.ask("stopAllProcesses", "false");
                    side.look("stopped");
                    side.ask("startAllProcesses", "false");
                    side.look("started");
                    side.end();
                });
    }

    private static Scenario fastCgi() {
        return new Scenario("pools that share a socket, alone and in a group", conf -> conf
                .section("fcgi-program:pool", "command=/bin/sleep 1000", "socket=unix://%(here)s/pool", "numprocs=2",
                        "process_name=%(program_name)s%(process_num)d", "socket_mode=0750")
                .section("fcgi-program:late", "command=/bin/sleep 1000", "socket=unix://%(here)s/%(program_name)s.sock",
                        "autostart=false", "socket_owner=nobody:nogroup", "user=games")
                .section("fcgi-program:member", "command=/bin/sleep 1000", "socket=unix://%(here)s/member")
                .section("group:g", "programs=member"), side -> {
                    ReloadScenarios.awaitRunning(side, "pool:pool0", "pool:pool1", "g:member");
                    side.look("running");
                    side.noteFiles("running");
                    side.ask("stopProcess", "pool:pool0", "true");
                    side.ask("stopProcess", "pool:pool1", "true");
                    side.ask("startProcess", "late", "true");
                    side.ask("startProcess", "pool:pool1", "true");
                    side.look("others");
                    side.noteFiles("others");
                    side.rewrite(conf -> conf.append("fcgi-program:pool", "socket_mode=0700")
                            .append("fcgi-program:late", "socket=unix://%(here)s/other.sock"));
                    side.ctl("update");
                    side.look("updated");
                    side.end();
                });
    }

    private static Scenario heterogeneousGroups() {
        return new Scenario("a group of programs of different kinds", conf -> conf
                .program("stays", "command=/bin/sleep 1000", "stopsignal=INT")
                .program("waits", "command=/bin/sleep 1000", "autostart=false")
                .program("fails", "command=/bin/false", "startretries=0", "startsecs=9")
                .program("absent", "command=/no/such/program", "startretries=0")
                .section("group:g", "programs=stays,waits,fails,absent"), side -> {
                    side.await("g:stays", "RUNNING");
                    side.await("g:fails", "FATAL");
                    side.await("g:absent", "FATAL");
                    side.look("settled");
                    side.ask("startProcessGroup", "g", "true");
                    side.look("started");
                    side.ask("stopProcessGroup", "g", "true");
                    side.look("stopped");
                    side.ask("signalProcessGroup", "g", "HUP");
                    side.ask("startProcess", "g:*", "true");
                    side.ask("removeProcessGroup", "g");
                    side.ask("addProcessGroup", "g");
                    side.await("g:stays", "RUNNING");
                    side.await("g:fails", "FATAL");
                    side.look("added");
                    side.end();
                });
    }
}
