package org.supervisor4j.acceptance.differential;

import java.util.List;

/** Groups: priorities, members of many kinds, the order of starts and stops. */
final class GroupScenarios {

    private GroupScenarios() {
    }

    static List<Scenario> all() {
        return List.of(startsAndStopsByPriority(), heterogeneousGroups());
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
