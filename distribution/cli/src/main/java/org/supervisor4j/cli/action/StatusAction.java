package org.supervisor4j.cli.action;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.supervisor4j.cli.rpc.ProcessReport;

/** {@code status}: one line per process, with exit statuses of its own. */
final class StatusAction implements Action {

    private static final int NAME_WIDTH = 30; // characters, at least
    private static final int GAP = 3;
    private static final int STATE_WIDTH = 10;

    @Override
    public String name() {
        return "status";
    }

    @Override
    public String help() {
        return """
                status <name>\t\tShow one process
                status <gname>:*\tShow every process of a group
                status <name> <name>\tShow several processes or groups
                status\t\t\tShow everything""";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        if (!session.check()) {
            session.fail(ExitStatus.STATUS_UNKNOWN);
            return;
        }
        List<ProcessReport> all = session.supervisor().allProcesses();
        List<String> words = arguments.words();
        List<ProcessReport> wanted = words.isEmpty() || words.contains(NameSpec.ALL)
                ? all
                : named(words, all, session);
        print(wanted, session);
        for (ProcessReport process : wanted) {
            if (process.isStopped()) {
                session.fail(ExitStatus.STATUS_NOT_RUNNING);
                return;
            }
        }
    }

    private static List<ProcessReport> named(List<String> words, List<ProcessReport> all, Session session) {
        List<ProcessReport> named = new ArrayList<>();
        for (String word : words) {
            NameSpec name = NameSpec.parse(word);
            int before = named.size();
            for (ProcessReport process : all) {
                if (process.group().equals(name.group())
                        && (name.isWholeGroup() || process.name().equals(name.process()))) {
                    named.add(process);
                }
            }
            if (named.size() == before) {
                session.print(name.isWholeGroup()
                        ? name.group() + ": ERROR (no such group)"
                        : word + ": ERROR (no such process)");
                session.fail(ExitStatus.STATUS_UNKNOWN);
            }
        }
        return named;
    }

    private static void print(List<ProcessReport> processes, Session session) {
        int width = NAME_WIDTH;
        for (ProcessReport process : processes) {
            width = Math.max(width, Padded.length(NameSpec.format(process.group(), process.name())));
        }
        for (ProcessReport process : processes) {
            session.print(Padded.to(width + GAP, NameSpec.format(process.group(), process.name()))
                    + Padded.to(STATE_WIDTH, process.stateName()) + process.description());
        }
    }
}
