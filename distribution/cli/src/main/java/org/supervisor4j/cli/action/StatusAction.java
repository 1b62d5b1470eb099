package org.supervisor4j.cli.action;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
        List<String> words = arguments.withoutJson().words();
        List<String> unknown = new ArrayList<>();
        List<ProcessReport> wanted;
        if (arguments.wantJson()) {
            wanted = printJson(words, unknown, session);
        } else {
            List<ProcessReport> all = session.supervisor().allProcesses();
            wanted = select(words, all, unknown);
            tellUnknown(unknown, session);
            print(wanted, session);
        }
        if (wanted.stream().anyMatch(ProcessReport::isStopped)) {
            session.fail(ExitStatus.STATUS_NOT_RUNNING);
        } else if (!unknown.isEmpty()) {
            session.fail(ExitStatus.STATUS_UNKNOWN);
        }
    }

    @Override
    public boolean speaksJson() {
        return true;
    }

    private static List<ProcessReport> printJson(List<String> words, List<String> unknown, Session session)
            throws IOException {
        Map<ProcessReport, Map<?, ?>> details = new IdentityHashMap<>();
        List<ProcessReport> all = new ArrayList<>();
        for (Map<?, ?> struct : session.supervisor().allProcessDetails()) {
            ProcessReport process = ProcessReport.from(struct);
            all.add(process);
            details.put(process, struct);
        }
        List<ProcessReport> wanted = select(words, all, unknown);
        List<Map<?, ?>> shown = new ArrayList<>();
        for (ProcessReport process : wanted) {
            shown.add(details.get(process));
        }
        session.printJson(JsonView.status(shown, unknown));
        return wanted;
    }

    /** What the words mean, in their order; words that mean nothing are added to the unknown ones. */
    private static List<ProcessReport> select(List<String> words, List<ProcessReport> all, List<String> unknown) {
        if (words.isEmpty() || words.contains(NameSpec.ALL)) {
            return all;
        }
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
            if (named.size() == before && NamePatterns.mayBePattern(word)) {
                all.stream().filter(NamePatterns.matcher(word)).forEach(named::add);
            }
            if (named.size() == before) {
                unknown.add(word);
            }
        }
        return named;
    }

    private static void tellUnknown(List<String> words, Session session) {
        for (String word : words) {
            NameSpec name = NameSpec.parse(word);
            session.print(name.isWholeGroup()
                    ? name.group() + ": ERROR (no such group)"
                    : word + ": ERROR (no such process)");
        }
    }

    private static void print(List<ProcessReport> processes, Session session) {
        int width = NAME_WIDTH;
        for (ProcessReport process : processes) {
            width = Math.max(width, Padded.length(NameSpec.format(process.group(), process.name())));
        }
        for (ProcessReport process : processes) {
            session.print(Padded.to(width + GAP, NameSpec.format(process.group(), process.name()))
                    + session.terminal().coloured(process, Padded.to(STATE_WIDTH, process.stateName()))
                    + process.description());
        }
    }
}
