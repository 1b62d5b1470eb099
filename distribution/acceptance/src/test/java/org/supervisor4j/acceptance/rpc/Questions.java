package org.supervisor4j.acceptance.rpc;

import static org.supervisor4j.acceptance.rpc.RpcMarkup.raw;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Questions: what there is, what is wrong with a call, what a method is, what stands in logs. */
final class Questions {

    private static final String TYPES = "Wrong types are fault 2";
    private static final String REFUSED = "fault 2 INCORRECT_PARAMETERS";
    private static final String STRICT = "XML-RPC is read strictly";
    private static final String NO_UTF_8 = "Characters that XML cannot carry are U+FFFD";
    private static final String PIECES = "A piece of a log has, as a whole, the characters that begin in it";
    private static final RpcMarkup.Raw NIL = raw("<nil/>");
    /** Of a file of 16 bytes; offset and length. */
    private static final int[][] READ_RANGES = {{0, 0}, {0, 5}, {0, 16}, {0, 100}, {5, 5}, {15, 1}, {16, 0}, {16, 1},
        {17, 1}, {1000, 10}, {-1, 0}, {-5, 0}, {-16, 0}, {-17, 0}, {-100, 0}, {-1, 5}, {0, -1}, {5, -5}, {-5, -5},
        {Integer.MAX_VALUE, Integer.MAX_VALUE}, {Integer.MIN_VALUE, 0}, {1, Integer.MAX_VALUE}};
    private static final int[][] TAIL_RANGES = {{0, 16}, {0, 100}, {0, 5}, {5, 5}, {-1, 5}, {10, 100}, {10, 7},
        {10, 6}, {10, 5}, {15, 1}, {16, 10}, {1000, 10}, {16, 0}, {0, 0}, {0, -5}, {20, -5}, {-100, 100}, {-100, 5},
        {Integer.MAX_VALUE, Integer.MAX_VALUE}, {Integer.MIN_VALUE, Integer.MIN_VALUE}, {0, Integer.MAX_VALUE}};

    private final Situation situation;
    private final Conversation all;

    Questions(Situation situation, Conversation all) {
        this.situation = situation;
        this.all = all;
    }

    void ask() {
        look();
        names();
        numbersOfParameters();
        types();
        introspect();
        logs();
    }

    private void look() {
        all.each("supervisor.getState", "supervisor.getAPIVersion", "supervisor.getVersion",
                "supervisor.getIdentification", "supervisor.getAllProcessInfo", "supervisor.getAllConfigInfo");
        all.shape("supervisor.getPID").shape("supervisor.getSupervisorVersion");
        for (String name : List.of("cat", "grp:grp_01", "ab:b", "manual", "patient", "code", "nolog", "again")) {
            all.call("supervisor.getProcessInfo", name);
        }
    }

    private void names() {
        for (String name : List.of("nosuch", "grp", "grp_00", "grp:grp_03", "grp:*", "grp:", "nosuch:*", "", ":", "*",
                "a:b:c", "CAT", " cat", "cat:cat:x", "<&>")) {
            all.call("supervisor.getProcessInfo", name);
        }
        for (String method : Methods.WITH_A_NAME) {
            all.with("supervisor." + method, List.of("nosuch"), List.of("nosuch:*"), List.of("nosuch:x"));
        }
        for (String method : List.of("startProcessGroup", "stopProcessGroup", "addProcessGroup",
                "removeProcessGroup")) {
            all.with("supervisor." + method, List.of("grp:*"), List.of("grp:"), List.of("ab:a"), List.of(""));
        }
        all.with("supervisor.clearProcessLogs", List.of("grp:*"), List.of("grp"));
        for (String method : Methods.LOG_READERS) {
            all.with("supervisor." + method, List.of("nosuch", 0, 0), List.of("grp:*", 0, 0), List.of("", 0, 0));
        }
        for (String method : Methods.SIGNALLING) {
            all.with("supervisor." + method, List.of("nosuch", "HUP"), List.of("nosuch:*", "HUP"));
        }
        all.each("nosuch", "supervisor", "supervisor.", ".getState", "supervisor.nosuch", "supervisor.getstate",
                "supervisor.getState.x", "nosuch.getState", "supervisor._update", "supervisor.__init__",
                "supervisor.supervisord", " supervisor.getState", "system.nosuch");
    }

    private void numbersOfParameters() {
        for (String method : Methods.WITHOUT_PARAMETERS) {
            all.call("supervisor." + method, "x");
        }
        for (String method : Methods.WITH_A_NAME) {
            all.with("supervisor." + method, List.of(), List.of("cat", true, 1));
        }
        for (String method : Methods.LOG_READERS) {
            all.with("supervisor." + method, List.of(), List.of("cat"), List.of("cat", 0), List.of("cat", 0, 0, 0));
        }
        for (String method : Methods.SIGNALLING) {
            all.with("supervisor." + method, List.of(), List.of("cat"), List.of("cat", "HUP", 1));
        }
        all.with("supervisor.startAllProcesses", List.of(true, true));
        all.with("supervisor.stopAllProcesses", List.of(true, true));
        all.with("supervisor.signalAllProcesses", List.of(), List.of("HUP", 1));
        all.with("supervisor.readLog", List.of(), List.of(0), List.of(0, 0, 0));
        all.with("system.listMethods", List.of(1)).with("system.methodHelp", List.of(), List.of("a", "b"));
        all.with("system.methodSignature", List.of(), List.of("a", "b"));
        all.with("system.multicall", List.of(), List.of(List.of(), 1));
    }

    private void types() {
        for (Object wrong : List.of(5, true, 1.5, List.of(), Map.of(), NIL)) {
            all.differing(TYPES, REFUSED).call("supervisor.getProcessInfo", wrong);
            all.differing(TYPES, REFUSED).call("supervisor.readProcessStdoutLog", wrong, 0, 0);
        }
        for (Object wrong : List.of(List.of(), Map.of(), NIL)) {
            all.call("supervisor.readProcessStdoutLog", "talker", wrong, 0);
            all.call("supervisor.readLog", 0, wrong);
            all.call("supervisor.tailProcessStdoutLog", "talker", 0, wrong);
        }
        for (Object number : List.of("10", " 10 ", "+1", 1.9, true)) {
            all.call("supervisor.readProcessStdoutLog", "talker", number, 3);
            all.call("supervisor.tailProcessStdoutLog", "talker", 0, number);
        }
        all.differing(TYPES, REFUSED).call("supervisor.readProcessStdoutLog", "talker", "abc", 0);
        all.differing(TYPES, REFUSED).call("supervisor.readProcessStdoutLog", "talker", "", 0);
        all.differing(TYPES, REFUSED).call("supervisor.signalProcess", "cat", NIL);
        all.call("supervisor.getProcessInfo", raw("<base64>Y2F0</base64>"));
        all.call("supervisor.getProcessInfo", raw("cat"));
        all.call("supervisor.getProcessInfo", raw("<string>c<![CDATA[a]]>&#116;</string>"));
        all.call("supervisor.getProcessInfo", raw("<i8>cat</i8>"));
        all.call("supervisor.readProcessStdoutLog", "talker", raw("<i4> 1 </i4>"), raw("<i4>3</i4>"));
        all.call("supervisor.readProcessStdoutLog", raw("<base64>dGFsa2Vy</base64>"), raw("<base64>MQ==</base64>"), "3");
        all.with("supervisor.readProcessStdoutLog", List.of("talker", "99999999999", 5), List.of("talker", 3e9, 5));
        all.differing(TYPES, REFUSED).call("supervisor.getProcessInfo", raw("<base64>//8=</base64>"));
        for (String malformed : List.of("<int>x</int>", "<int></int>", "<double>x</double>", "<array></array>",
                "<dateTime.iso8601>today</dateTime.iso8601>")) {
            all.call("supervisor.getProcessInfo", raw(malformed));
        }
        String method = "<methodName>supervisor.getProcessInfo</methodName>";
        for (String odd : List.of("<x>" + method + "<params><param><value>cat</value></param></params></x>",
                "<methodCall>" + method + "<params><param><string>cat</string></param></params></methodCall>",
                "<methodCall><params><param><value>cat</value></param></params>" + method + "</methodCall>",
                "<!DOCTYPE x [<!ENTITY cat 'cat'>]><methodCall>" + method
                        + "<params><param><value>&cat;</value></param></params></methodCall>")) {
            all.differing(STRICT, "status 400").post(odd);
        }
        all.differing(STRICT, "status 400").call("supervisor.readLog", 0, raw("<int>99999999999</int>"));
        all.post("no xml").post("<a>").post("<methodCall></methodCall>")
                .post("<methodCall><methodName></methodName></methodCall>")
                .post("<methodCall><methodName>supervisor.getState</methodName></methodCall>")
                .post("\uFEFF<methodCall><methodName>supervisor.getState</methodName></methodCall>")
                .post("<?xml version='1.0' encoding='UTF-8'?><methodCall><methodName>supervisor.getState</methodName>"
                        + "<params/></methodCall>");
    }

    private void introspect() {
        all.call("system.listMethods");
        List<String> methods = new ArrayList<>(List.of("readLog", "readMainLog", "startAllProcesses",
                "stopAllProcesses", "signalAllProcesses", "sendProcessStdin", "sendRemoteCommEvent"));
        for (List<String> more : List.of(Methods.WITHOUT_PARAMETERS, Methods.WITH_A_NAME, Methods.LOG_READERS,
                Methods.SIGNALLING)) {
            methods.addAll(more);
        }
        for (String method : methods) {
            all.call("system.methodSignature", "supervisor." + method);
            all.tags("system.methodHelp", "supervisor." + method);
        }
        for (String method : List.of("listMethods", "methodHelp", "methodSignature", "multicall")) {
            all.call("system.methodSignature", "system." + method).tags("system.methodHelp", "system." + method);
        }
        for (String unknown : List.of("", "nosuch", "supervisor.nosuch", "supervisor._update", "getState")) {
            all.call("system.methodSignature", unknown).call("system.methodHelp", unknown);
        }
    }

    private void logs() {
        situation.delete("lost.out");
        for (String reader : List.of("readProcessStdoutLog", "readProcessLog")) {
            for (int[] range : READ_RANGES) {
                all.call("supervisor." + reader, "talker", range[0], range[1]);
            }
        }
        for (int[] range : TAIL_RANGES) {
            all.call("supervisor.tailProcessStdoutLog", "talker", range[0], range[1]);
        }
        for (String reader : Methods.LOG_READERS) {
            for (String name : List.of("talker", "words", "nolog", "lost", "manual", "grp:grp_00")) {
                all.call("supervisor." + reader, name, 0, 100);
            }
        }
        all.differing(PIECES, "\"gr\u00fc\"").call("supervisor.readProcessStdoutLog", "words", 0, 3);
        all.differing(PIECES, "\"\ufffd\"").call("supervisor.readProcessStdoutLog", "words", 3, 1);
        all.differing(NO_UTF_8, "[\"n\", 5, true]").call("supervisor.tailProcessStdoutLog", "words", 0, 2);
        for (String reader : List.of("readLog", "readMainLog")) {
            all.shape("supervisor." + reader, 0, 10).shape("supervisor." + reader, -10, 0);
            all.with("supervisor." + reader, List.of(0, -1), List.of(-1, 1), List.of(2_000_000_000, 1));
        }
        all.with("supervisor.clearProcessLogs", List.of("talker"), List.of("nolog"), List.of("manual"),
                List.of("lost"));
        all.call("supervisor.clearProcessLog", "words").call("supervisor.readProcessLog", "words", 0, 0);
        all.call("supervisor.readProcessLog", "talker", 0, 0).call("supervisor.tailProcessLog", "talker", 0, 10);
        all.call("supervisor.clearLog").shape("supervisor.readLog", 0, 0);
    }
}
