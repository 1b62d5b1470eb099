package org.supervisor4j.acceptance.differential;

import java.util.List;
import java.util.function.Consumer;
import org.supervisor4j.acceptance.support.Conf;

/** Changes of a running daemon: what counts as changed, and that nothing else is restarted. */
final class ReloadScenarios {

    private static final String SLEEP = "command=/bin/sleep 1000";

    private ReloadScenarios() {
    }

    static List<Scenario> all() {
        return List.of(update(), changedBySteps(), brokenFiles(), automaticLogsAreNoChange(), restartBySignal(),
                restartByRequest());
    }

    private static void ofAllKinds(Conf conf) {
        conf.program("same", SLEEP, "priority=5")
                .program("changed", SLEEP)
                .program("removed", SLEEP)
                .program("manual", SLEEP, "autostart=false")
                .program("stopped", SLEEP)
                .program("a", SLEEP).program("b", SLEEP).section("group:g", "programs=a,b")
                .program("many", SLEEP, "numprocs=2", "process_name=many_%(process_num)d");
    }

    private static Scenario update() {
        return new Scenario("update: added, changed, removed, and the others keep their pids",
                ReloadScenarios::ofAllKinds, side -> {
                    awaitRunning(side, "same", "changed", "removed", "stopped", "g:a", "g:b", "many:many_0",
                            "many:many_1");
                    side.ask("stopProcess", "stopped", "true");
                    side.look("before");
                    side.rewrite(conf -> conf.append("program:changed", "startsecs=2").without("program:removed")
                            .append("program:manual", "startretries=1").append("program:stopped", "stopwaitsecs=3")
                            .program("added", SLEEP, "priority=1").program("c", SLEEP)
                            .section("group:g", "programs=b,c"));
                    side.ctl("reread");
                    side.look("reread");
                    side.ctl("reread");
                    side.ctl("update");
                    awaitRunning(side, "added", "changed", "stopped", "a", "g:c");
                    side.look("updated");
                    side.ctl("reread");
                    side.ctl("update");
                    side.look("updated again");
                    side.end();
                });
    }

    private static Scenario changedBySteps() {
        return new Scenario("groups are removed, added and changed one by one", ReloadScenarios::ofAllKinds, side -> {
            awaitRunning(side, "same", "changed", "removed", "g:a", "many:many_1");
            side.ask("removeProcessGroup", "removed");
            side.ask("stopProcess", "removed", "true");
            side.ask("removeProcessGroup", "removed");
            side.ask("removeProcessGroup", "removed");
            side.ask("getProcessInfo", "removed");
            side.ask("addProcessGroup", "removed");
            side.ask("addProcessGroup", "removed");
            side.ask("addProcessGroup", "nosuch");
            side.await("removed", "RUNNING");
            side.rewrite(conf -> conf.append("program:many", "numprocs=3"));
            side.ask("addProcessGroup", "many");
            side.ask("reloadConfig");
            side.ask("stopProcessGroup", "many", "true");
            side.ask("removeProcessGroup", "many");
            side.ask("addProcessGroup", "many");
            awaitRunning(side, "many:many_0", "many:many_2");
            side.look("changed");
            side.ask("reloadConfig");
            side.end();
        });
    }

    private static Scenario brokenFiles() {
        return new Scenario("a broken file changes nothing", ReloadScenarios::ofAllKinds, side -> {
            awaitRunning(side, "same", "changed", "g:a");
            side.look("before");
            for (Consumer<Conf> change : List.<Consumer<Conf>>of(
                    conf -> conf.append("program:same", "startsecs=soon"),
                    conf -> conf.append("program:same", "startsecs=1").append("group:g", "programs=nosuch"),
                    conf -> conf.append("group:g", "programs=a").append("supervisord", "loglevel=loud"))) {
                side.rewrite(change);
                side.ask("reloadConfig");
                side.ctl("update");
            }
            side.look("after");
            side.rewrite(conf -> conf.append("supervisord", "loglevel=info"));
            side.ctl("update");
            awaitRunning(side, "g:a", "b");
            side.look("repaired");
            side.end();
        });
    }

    private static Scenario automaticLogsAreNoChange() {
        return new Scenario("logs: automatic ones are no change, named ones are", conf -> conf
                .program("auto", SLEEP).program("none", SLEEP, "stdout_logfile=NONE", "stderr_logfile=NONE")
                .program("named", SLEEP, "stdout_logfile=%(here)s/named.log", "redirect_stderr=true"), side -> {
                    awaitRunning(side, "auto", "none", "named");
                    side.look("before");
                    side.rewrite(conf -> conf.append("program:auto", "stdout_logfile=AUTO")
                            .append("program:none", "stdout_logfile=AUTO")
                            .append("program:named", "stdout_logfile=AUTO"));
                    side.ask("reloadConfig");
                    side.rewrite(conf -> conf.append("program:auto", "stdout_logfile=%(here)s/auto.log"));
                    side.ask("reloadConfig");
                    side.rewrite(conf -> conf.append("supervisord", "environment=NEW=1"));
                    side.ask("reloadConfig");
                    side.ctl("update");
                    awaitRunning(side, "auto", "none", "named");
                    side.look("after");
                    side.noteFiles("after");
                    side.end();
                });
    }

    private static Scenario restartBySignal() {
        return new Scenario("HUP restarts everything with the new file", ReloadScenarios::ofAllKinds, side -> {
            awaitRunning(side, "same", "changed", "g:a", "many:many_1");
            side.look("before");
            side.rewrite(conf -> conf.append("program:changed", "startsecs=2").without("program:removed")
                    .append("supervisord", "identifier=other"));
            side.signalDaemon("HUP");
            side.awaitMessages("supervisord started with pid", 2);
            awaitRunning(side, "same", "changed", "g:a", "g:b", "many:many_1", "stopped");
            side.look("after");
            side.ask("getIdentification");
            side.noteFiles("after");
            side.end();
        });
    }

    private static Scenario restartByRequest() {
        return new Scenario("restart and shutdown by request", conf -> conf
                .program("x", SLEEP).program("y", SLEEP, "priority=2"), side -> {
                    awaitRunning(side, "x", "y");
                    side.look("before");
                    side.ask("restart");
                    side.awaitMessages("supervisord started with pid", 2);
                    awaitRunning(side, "x", "y");
                    side.look("after");
                    side.ask("shutdown");
                    side.awaitEnd();
                });
    }

    static void awaitRunning(Side side, String... names) {
        for (String name : names) {
            side.await(name, "RUNNING");
        }
    }
}
