package org.supervisor4j.cli.action;

import java.io.IOException;
import java.util.List;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.FaultException;
import org.supervisor4j.cli.rpc.ProcessReport;

/** {@code pid}: process ids, one per line; 0 for what does not run. */
final class PidAction implements Action {

    @Override
    public String name() {
        return "pid";
    }

    @Override
    public String help() {
        return """
                pid\t\t\tShow the process id of supervisord
                pid <name>\t\tShow the process id of one process
                pid all\t\t\tShow the process ids of everything, one per line""";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        if (!session.check()) {
            return;
        }
        List<String> words = arguments.words();
        if (words.isEmpty()) {
            session.print(Integer.toString(session.supervisor().pid()));
        } else if (words.contains(NameSpec.ALL)) {
            for (ProcessReport process : session.supervisor().allProcesses()) {
                session.print(Integer.toString(process.pid()));
            }
        } else {
            for (String word : words) {
                printPid(word, session);
            }
        }
    }

    private static void printPid(String name, Session session) throws IOException {
        try {
            int pid = session.supervisor().process(name).pid();
            session.print(Integer.toString(pid));
            if (pid == 0) {
                session.fail(ExitStatus.NOT_RUNNING);
            }
        } catch (FaultException e) {
            if (e.code() != FaultCode.BAD_NAME) {
                throw e;
            }
            session.print("No such process " + name);
            session.fail(ExitStatus.GENERIC);
        }
    }
}
