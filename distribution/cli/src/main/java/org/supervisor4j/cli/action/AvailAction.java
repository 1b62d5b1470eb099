package org.supervisor4j.cli.action;

import java.io.IOException;
import java.util.List;
import org.supervisor4j.cli.rpc.ConfiguredProcess;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.FaultException;

/** {@code avail}: all processes of the configuration that the daemon read last. */
final class AvailAction implements Action {

    private static final int NAME_WIDTH = 32;
    private static final int WORD_WIDTH = 9;

    @Override
    public String name() {
        return "avail";
    }

    @Override
    public String help() {
        return "avail\t\t\tShow every configured process";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        if (!arguments.withoutJson().isEmpty()) {
            session.printUsage(this, "Error: avail accepts no arguments", ExitStatus.GENERIC);
            return;
        }
        List<ConfiguredProcess> processes;
        try {
            if (arguments.wantJson()) {
                session.printJson(JsonView.avail(session.supervisor().configuredProcessDetails()));
                return;
            }
            processes = session.supervisor().configuredProcesses();
        } catch (FaultException e) {
            if (e.code() != FaultCode.SHUTDOWN_STATE) {
                throw e;
            }
            session.print("ERROR: supervisor shutting down");
            session.fail(ExitStatus.GENERIC);
            return;
        }
        for (ConfiguredProcess process : processes) {
            session.print(line(process));
        }
    }

    @Override
    public boolean speaksJson() {
        return true;
    }

    private static String line(ConfiguredProcess process) {
        return Padded.to(NAME_WIDTH, NameSpec.format(process.group(), process.name())) + " "
                + Padded.to(WORD_WIDTH, process.inUse() ? "in use" : "avail") + " "
                + Padded.to(WORD_WIDTH, process.autostart() ? "auto" : "manual") + " "
                + process.groupPriority() + ":" + process.processPriority();
    }
}
