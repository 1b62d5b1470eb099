package org.supervisor4j.cli.action;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** {@code help}: lists the actions, or explains one. Needs no daemon. */
final class HelpAction implements Action {

    private static final int WIDTH = 79; // characters
    private static final String GAP = "  ";

    private final Actions actions;

    HelpAction(Actions actions) {
        this.actions = actions;
    }

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String help() {
        return "help\t\tList the actions\nhelp <action>\tExplain an action";
    }

    @Override
    public void run(Session session, Arguments arguments) {
        if (arguments.isEmpty()) {
            list(session);
            return;
        }
        Action topic = actions.find(arguments.text());
        session.print(topic == null || topic.help().isEmpty()
                ? "*** No help on " + arguments.text()
                : topic.help());
    }

    private void list(Session session) {
        list("default", actions.builtIn(), session);
        for (ActionBlock block : actions.others()) {
            if (block.actions().stream().anyMatch(action -> !action.help().isEmpty())) {
                list(block.name(), block.actions(), session);
            }
        }
    }

    private void list(String plugin, List<Action> block, Session session) {
        TreeSet<String> sorted = new TreeSet<>();
        for (Action action : block) {
            if (action != this && action.isListed()) {
                sorted.add(action.name());
            }
        }
        List<String> names = List.copyOf(sorted);
        session.print("");
        if (names.isEmpty()) {
            return;
        }
        String header = plugin + " commands (type help <topic>):";
        session.print(header);
        session.print("=".repeat(header.length()));
        for (String row : columns(names)) {
            session.print(row);
        }
        session.print("");
    }

    /** The rows of the first arrangement, column by column with as few rows as possible, that is not too wide. */
    static List<String> columns(List<String> cells) {
        for (int rows = 1; rows < cells.size(); rows++) {
            int[] widths = widths(cells, rows);
            int total = GAP.length() * (widths.length - 1);
            for (int width : widths) {
                total += width;
            }
            if (total <= WIDTH) {
                return rows(cells, rows, widths);
            }
        }
        return cells;
    }

    private static int[] widths(List<String> cells, int rows) {
        int[] widths = new int[(cells.size() + rows - 1) / rows];
        for (int i = 0; i < cells.size(); i++) {
            widths[i / rows] = Math.max(widths[i / rows], cells.get(i).length());
        }
        return widths;
    }

    private static List<String> rows(List<String> cells, int count, int[] widths) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; row + column * count < cells.size(); column++) {
                line.append(column == 0 ? "" : GAP).append(Padded.to(widths[column], cells.get(row + column * count)));
            }
            rows.add(line.toString());
        }
        return rows;
    }
}
