package org.supervisor4j.cli.action;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.supervisor4j.cli.rpc.ConfigurationChanges;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.FaultException;
import org.supervisor4j.cli.rpc.ProcessReport;
import org.supervisor4j.cli.rpc.ProcessResult;
import org.supervisor4j.cli.rpc.SupervisorProxy;

/** {@code update}: reads the files again, then removes, restarts and adds groups until they are as configured. */
final class UpdateAction implements Action {

    @Override
    public String name() {
        return "update";
    }

    @Override
    public String help() {
        return """
                update\t\t\tRead the configuration files again, and remove, restart or add the groups that differ
                update all\t\tThe same
                update <gname> [...]\tThe same for some groups only""";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        ConfigurationChanges changes;
        try {
            changes = session.supervisor().reloadConfig();
        } catch (FaultException e) {
            if (e.code() != FaultCode.SHUTDOWN_STATE) {
                throw e;
            }
            session.print("ERROR: already shutting down");
            session.fail(ExitStatus.GENERIC);
            return;
        }
        Set<String> wanted = new LinkedHashSet<>(arguments.words());
        if (wanted.contains(NameSpec.ALL)) {
            wanted.clear();
        }
        if (!wanted.isEmpty()) {
            reportUnknown(wanted, changes.added(), session);
        }
        for (String group : wanted(changes.removed(), wanted)) {
            remove(group, session);
        }
        for (String group : wanted(changes.changed(), wanted)) {
            replace(group, session);
        }
        for (String group : wanted(changes.added(), wanted)) {
            session.supervisor().addProcessGroup(group);
            session.print(group + ": added process group");
        }
    }

    private static void reportUnknown(Set<String> wanted, List<String> added, Session session) throws IOException {
        Set<String> known = new HashSet<>(added);
        for (ProcessReport process : session.supervisor().allProcesses()) {
            known.add(process.group());
        }
        for (String group : wanted) {
            if (!known.contains(group)) {
                session.print("ERROR: no such group: " + group);
                session.fail(ExitStatus.GENERIC);
            }
        }
    }

    private static List<String> wanted(List<String> groups, Set<String> wanted) {
        if (wanted.isEmpty()) {
            return groups;
        }
        return groups.stream().filter(wanted::contains).toList();
    }

    private static void remove(String group, Session session) throws IOException {
        SupervisorProxy supervisor = session.supervisor();
        List<ProcessResult> results = supervisor.stopProcessGroup(group);
        session.print(group + ": stopped");
        for (ProcessResult result : results) {
            if (result.status() == FaultCode.FAILED) {
                session.print(group + ": has problems; not removing");
                session.fail(ExitStatus.GENERIC);
                return;
            }
        }
        supervisor.removeProcessGroup(group);
        session.print(group + ": removed process group");
    }

    private static void replace(String group, Session session) throws IOException {
        SupervisorProxy supervisor = session.supervisor();
        supervisor.stopProcessGroup(group);
        session.print(group + ": stopped");
        supervisor.removeProcessGroup(group);
        supervisor.addProcessGroup(group);
        session.print(group + ": updated process group");
    }
}
