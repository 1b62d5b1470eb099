package org.supervisor4j.cli.shell;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.supervisor4j.cli.action.Action;
import org.supervisor4j.cli.action.Actions;
import org.supervisor4j.cli.action.Session;
import org.supervisor4j.cli.action.ActionBlock;
import org.supervisor4j.cli.rpc.ProcessReport;

/**
 * How a line may go on: the names of actions, groups or processes. The daemon is asked once and its answer kept until
 * the next action; if it cannot be asked, there is nothing to propose.
 */
public final class Completion {

    private final Actions actions;
    private final Session session;
    private List<ProcessReport> processes;

    /** Proposes actions, and what there is at the session's daemon. */
    public Completion(Actions actions, Session session) {
        this.actions = actions;
        this.session = session;
    }

    /** The processes may be others now. */
    void forget() {
        processes = null;
    }

    /**
     * All candidates for a word, sorted by nothing.
     *
     * @param line the whole line
     * @param word the part of it that is to be completed; may be empty
     * @return what the word may become
     */
    public List<String> candidates(String line, String word) {
        String[] words = line.strip().split("\\s+");
        List<String> all = words.length == 1 && !line.endsWith(" ") ? actionNames() : arguments(words[0], word);
        return all.stream().filter(candidate -> candidate.startsWith(word)).toList();
    }

    private List<String> arguments(String action, String word) {
        return switch (action) {
            case "", "help" -> actionNames();
            case "add", "remove", "update" -> groups();
            case "clear", "fg", "pid", "restart", "signal", "start", "status", "stop", "tail" ->
                    processes(word.indexOf(':') >= 0);
            default -> ofItsOwn(action, word);
        };
    }

    private List<String> ofItsOwn(String name, String word) {
        Action action = actions.find(name);
        try (session) {
            return action == null ? List.of() : action.candidates(session, word);
        } catch (IOException | RuntimeException e) {
            return List.of(); // a tab key has no place for an error
        }
    }

    private List<String> actionNames() {
        Set<String> names = new LinkedHashSet<>();
        add(actions.builtIn(), names);
        for (ActionBlock block : actions.others()) {
            add(block.actions(), names);
        }
        return List.copyOf(names);
    }

    private static void add(List<Action> block, Set<String> names) {
        for (Action action : block) {
            if (!action.help().isEmpty()) {
                names.add(action.name());
            }
        }
    }

    private List<String> groups() {
        Set<String> groups = new LinkedHashSet<>();
        for (ProcessReport process : ask()) {
            groups.add(process.group());
        }
        return List.copyOf(groups);
    }

    private List<String> processes(boolean inFull) {
        Set<String> names = new LinkedHashSet<>();
        for (ProcessReport process : ask()) {
            if (inFull || !process.name().equals(process.group())) {
                names.add(process.group() + ":" + process.name());
                names.add(process.group() + ":*");
            } else {
                names.add(process.name());
            }
        }
        return List.copyOf(names);
    }

    private List<ProcessReport> ask() {
        if (processes == null) {
            try (session) {
                processes = session.supervisor().allProcesses();
            } catch (IOException e) {
                processes = List.of(); // a tab key has no place for an error
            }
        }
        return processes;
    }
}
