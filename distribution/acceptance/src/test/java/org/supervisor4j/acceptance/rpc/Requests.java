package org.supervisor4j.acceptance.rpc;

import static org.supervisor4j.acceptance.rpc.RpcMarkup.raw;

import java.util.List;
import java.util.Map;

/** Requests that change something, from the first start to the end of the daemon. */
final class Requests {

    private static final String TYPES = "Wrong types are fault 2";
    private static final String REFUSED = "fault 2 INCORRECT_PARAMETERS";
    private static final RpcMarkup.Raw NIL = raw("<nil/>");

    private final Situation situation;
    private final Conversation all;

    Requests(Situation situation, Conversation all) {
        this.situation = situation;
        this.all = all;
    }

    void make() {
        start();
        signal();
        tell();
        stop();
        multicall();
        reconfigure();
        end();
    }

    private void start() {
        all.with("supervisor.startProcess", List.of("cat"), List.of("cat", false), List.of("patient"),
                List.of("again"), List.of("missing"), List.of("missing", false), List.of("nopath"), List.of("noexec"),
                List.of("isdir"), List.of("badparse"), List.of("never"), List.of("manual"));
        all.await("never", "FATAL");
        for (String name : List.of("never", "missing", "noexec", "badparse", "manual")) {
            all.call("supervisor.getProcessInfo", name);
        }
        all.with("supervisor.startProcessGroup", List.of("cat"), List.of("grp"), List.of("missing"), List.of("isdir"));
        all.with("supervisor.startProcess", List.of("grp:*"), List.of("grp:", false), List.of("never:*"));
        // Without it: whether the reference has seen its end by the time of its answer is up to the clock.
        all.await("never", "FATAL");
        all.call("supervisor.removeProcessGroup", "never").call("supervisor.startAllProcesses", false)
                .call("supervisor.addProcessGroup", "never");
        all.await("code", "EXITED");
        all.call("supervisor.startProcess", "code", "false");
        all.await("code", "EXITED");
        all.call("supervisor.getProcessInfo", "code");
    }

    private void signal() {
        for (Object signal : List.of("CONT", "SIGCONT", "sigcont", " cont ", "18", 18, "0", "BOGUS", "999", "", "SIG",
                "-1", 18.9, false)) {
            all.call("supervisor.signalProcess", "cat", signal);
        }
        all.with("supervisor.signalProcess", List.of("nosuch", "BOGUS"), List.of("code", "BOGUS"),
                List.of("code", "CONT"), List.of("code", "RTMIN"), List.of("again", "CONT"), List.of("patient", "CONT"),
                List.of("grp:*", "CONT"),
                List.of("grp:", 18), List.of("grp:*", "BOGUS"), List.of("code:*", "CONT"));
        all.with("supervisor.signalProcessGroup", List.of("grp", "CONT"), List.of("grp", "BOGUS"),
                List.of("grp:*", "CONT"), List.of("code", "BOGUS"));
        all.with("supervisor.signalAllProcesses", List.of("CONT"), List.of("BOGUS"));
    }

    private void tell() {
        all.with("supervisor.sendProcessStdin", List.of("cat", "gr\u00fcn <&>\n"), List.of("cat:cat", ""),
                List.of("nosuch", "x"), List.of("cat:*", "x"), List.of("cat:", "x"), List.of("code", "x"),
                List.of("manual:manual", "x"), List.of("again", "x"), List.of("cat"), List.of("cat", "x", "y"),
                List.of("cat", NIL));
        situation.awaitSize("cat.out", 10);
        all.call("supervisor.readProcessStdoutLog", "cat", 0, 0);
        all.differing(TYPES, REFUSED).call("supervisor.sendProcessStdin", 5, "x");
        all.differing(TYPES, REFUSED).call("supervisor.sendProcessStdin", "cat", 5);
        all.differing(TYPES, REFUSED).call("supervisor.sendProcessStdin", "nosuch", List.of("x"));
        all.with("supervisor.sendRemoteCommEvent", List.of("type", "data"), List.of("", ""), List.of(1, 2.5),
                List.of("type", true), List.of("type", List.of()), List.of("type", NIL), List.of("type"), List.of("a", "b", "c"));
    }

    private void stop() {
        all.with("supervisor.stopProcess", List.of("cat"), List.of("cat"), List.of("code"), List.of("never"),
                List.of("missing"), List.of("patient"), List.of("again"));
        for (String name : List.of("cat", "patient", "again")) {
            all.call("supervisor.getProcessInfo", name);
        }
        all.with("supervisor.signalProcess", List.of("cat", "CONT"), List.of("again", "CONT"));
        all.sorted("supervisor.stopProcess", "grp:*").call("supervisor.stopProcess", "grp:*");
        all.with("supervisor.startProcess", List.of("cat", 1), List.of("grp:grp_01", 0)).call("supervisor.stopProcess",
                "grp:grp_01", "yes");
        all.sorted("supervisor.startProcessGroup", "grp", true).sorted("supervisor.stopProcessGroup", "grp");
        all.call("supervisor.stopProcessGroup", "grp").call("supervisor.startProcessGroup", "grp", false);
        all.call("supervisor.startProcess", "stubborn");
        situation.awaitSize("stubborn.log", 5);
        all.call("supervisor.stopProcess", "stubborn", false).call("supervisor.getProcessInfo", "stubborn");
        all.with("supervisor.stopProcess", List.of("stubborn"), List.of("stubborn", false), List.of("stubborn:*"));
        all.call("supervisor.startProcess", "stubborn").call("supervisor.removeProcessGroup", "stubborn");
        all.with("supervisor.signalProcess", List.of("stubborn", "CONT"), List.of("stubborn:*", "KILL"));
        all.await("stubborn", "STOPPED");
        all.call("supervisor.getProcessInfo", "stubborn");
    }

    private void multicall() {
        all.with("system.multicall", List.of(List.of()), List.of(5), List.of(Map.of()));
        all.differing(TYPES, REFUSED).call("system.multicall", "text");
        all.differing("A non-struct in `system.multicall`", REFUSED).call("system.multicall", List.of(5));
        all.call("system.multicall", List.of(Map.of(), entry("system.multicall", List.of()), entry("nosuch"),
                entry("supervisor.getState"), Map.of("methodName", "supervisor.getAPIVersion"),
                entry("supervisor.getState", 1), entry("supervisor.getProcessInfo", "nosuch"),
                entry("supervisor.getProcessInfo", "talker"), entry("system.methodSignature", "supervisor.getPID"),
                Map.of("methodName", "supervisor.getProcessInfo", "params", "x"),
                Map.of("methodName", "supervisor.getProcessInfo", "params", Map.of("cat", 1))));
        all.call("system.multicall", List.of(entry("supervisor.stopProcess", "cat"),
                entry("supervisor.getProcessInfo", "cat"), entry("supervisor.stopProcess", "cat"),
                entry("supervisor.startProcess", "cat"), entry("supervisor.startProcess", "cat", false),
                entry("supervisor.getProcessInfo", "cat"), entry("supervisor.startProcess", "missing"),
                entry("supervisor.startProcess", "never"), entry("supervisor.stopProcess", "ab:a"),
                entry("supervisor.startProcessGroup", "ab"), entry("supervisor.signalProcess", "cat", "BOGUS")));
        all.differing(TYPES, "[{\"faultCode\": 2, \"faultString\": \"INCORRECT_PARAMETERS\"}]")
                .call("system.multicall", List.of(entry("supervisor.getProcessInfo", 5)));
    }

    private static Map<String, Object> entry(String method, Object... parameters) {
        return Map.of("methodName", method, "params", List.of(parameters));
    }

    private void reconfigure() {
        all.call("supervisor.reloadConfig");
        situation.change();
        all.each("supervisor.reloadConfig", "supervisor.reloadConfig", "supervisor.getAllConfigInfo");
        all.with("supervisor.addProcessGroup", List.of("fresh"), List.of("fresh"), List.of("nolog"), List.of("cat"),
                List.of("grp:grp_00"));
        all.call("supervisor.getProcessInfo", "fresh").call("supervisor.startProcess", "fresh");
        all.with("supervisor.removeProcessGroup", List.of("fresh"), List.of("nolog"), List.of("grp:grp_00"));
        for (String name : List.of("nolog", "cat", "lost", "talker")) {
            all.call("supervisor.stopProcessGroup", name);
        }
        for (String name : List.of("nolog", "cat", "lost", "manual", "never", "code", "missing", "nopath", "noexec",
                "isdir", "badparse", "patient", "again", "stubborn")) {
            all.call("supervisor.removeProcessGroup", name);
        }
        all.call("supervisor.removeProcessGroup", "nolog").call("supervisor.getProcessInfo", "nolog");
        all.each("supervisor.reloadConfig", "supervisor.getAllProcessInfo", "supervisor.getAllConfigInfo",
                "supervisor.clearAllProcessLogs");
        all.with("supervisor.addProcessGroup", List.of("cat"), List.of("stubborn"), List.of("again"));
        all.await("cat", "RUNNING");
        all.await("again", "BACKOFF");
        all.call("supervisor.removeProcessGroup", "again").call("supervisor.stopProcess", "again");
        all.each("supervisor.reloadConfig", "supervisor.getAllProcessInfo");
        situation.damage();
        all.each("supervisor.reloadConfig", "supervisor.getAllProcessInfo", "supervisor.getAllConfigInfo");
    }

    private void end() {
        all.call("supervisor.startProcess", "stubborn");
        situation.awaitSize("stubborn.log", 10);
        all.sorted("supervisor.stopAllProcesses", false).call("supervisor.shutdown");
        for (String method : Methods.WITHOUT_PARAMETERS) {
            all.call("supervisor." + method).call("supervisor." + method, "x");
        }
        for (String method : Methods.WITH_A_NAME) {
            all.call("supervisor." + method, "cat");
        }
        for (String method : Methods.LOG_READERS) {
            all.call("supervisor." + method, "cat", 0, 0);
        }
        for (String method : Methods.SIGNALLING) {
            all.call("supervisor." + method, "cat", "HUP");
        }
        all.each("supervisor.startAllProcesses", "supervisor.stopAllProcesses", "system.listMethods");
        all.call("supervisor.signalAllProcesses", "HUP").call("supervisor.readLog", 0, 0)
                .call("supervisor.sendProcessStdin", "cat", "x").call("supervisor.sendRemoteCommEvent", "a", "b")
                .call("system.methodSignature", "supervisor.getState")
                .call("system.multicall", List.of(entry("supervisor.getState"),
                        entry("supervisor.stopProcess", "cat")));
    }
}
