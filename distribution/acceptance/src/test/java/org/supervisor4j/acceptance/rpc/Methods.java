package org.supervisor4j.acceptance.rpc;

import java.util.List;

/** Names of methods of the namespace {@code supervisor}, by their parameters. */
final class Methods {

    static final List<String> WITH_A_NAME = List.of("getProcessInfo", "startProcess", "stopProcess",
            "startProcessGroup", "stopProcessGroup", "addProcessGroup", "removeProcessGroup", "clearProcessLogs",
            "clearProcessLog");
    static final List<String> LOG_READERS = List.of("readProcessStdoutLog", "readProcessLog",
            "readProcessStderrLog", "tailProcessStdoutLog", "tailProcessLog", "tailProcessStderrLog");
    static final List<String> SIGNALLING = List.of("signalProcess", "signalProcessGroup");
    static final List<String> WITHOUT_PARAMETERS = List.of("getAPIVersion", "getVersion",
            "getSupervisorVersion", "getIdentification", "getState", "getPID", "getAllProcessInfo", "getAllConfigInfo",
            "reloadConfig", "clearAllProcessLogs", "clearLog", "shutdown", "restart");

    private Methods() {
    }
}
