package org.supervisor4j.api.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The tables of docs/reference/configuration.md. A code span in a cell is a value, other text is for people. */
public final class ConfigurationPage {

    private static final Path PAGE = Path.of("../../docs/reference/configuration.md");
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");

    private ConfigurationPage() {}

    /**
     * A row of a section's table.
     *
     * @param defaultCell the whole cell
     * @param example the value and then, as {@code key=value}, the options that it needs beside it
     */
    public record Option(String section, String key, String type, String defaultCell, List<String> example) {

        public boolean isRequired() {
            return defaultCell.equals("required");
        }

        @Override
        public String toString() {
            return "[" + section + "] " + key;
        }
    }

    /** The options of a section, which is named without brackets. */
    public static List<Option> options(String section) {
        return rows("`[" + section + "]`").stream()
                .map(cells -> new Option(
                        section, code(cells.get(0)).getFirst(), cells.get(1), cells.get(2), code(cells.get(3))))
                .toList();
    }

    /** The names that can be expanded in an option, without environment variables. */
    public static List<String> names(Option option) {
        List<List<String>> rows = rows("Expansions").stream()
                .filter(cells -> cells.size() == 3 && code(cells.get(0)).equals(List.of("[" + option.section() + "]")))
                .toList();
        return rows.stream()
                .filter(cells -> code(cells.get(1)).contains(option.key()))
                .findFirst()
                .or(() -> rows.stream().filter(cells -> cells.get(1).equals("others")).findFirst())
                .map(cells -> code(cells.get(2)))
                .orElseThrow(() -> new AssertionError("no row of expansions for " + option));
    }

    /** A value that is not of the option's type; empty if there is none. */
    public static Optional<String> wrongValue(Option option) {
        return rows("Types").stream()
                .filter(cells -> cells.get(0).equals(option.type()))
                .map(cells -> code(cells.get(2)).stream().findFirst())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row for the type of " + option));
    }

    /** The code spans of a cell. */
    public static List<String> code(String cell) {
        return CODE.matcher(cell).results().map(span -> span.group(1)).toList();
    }

    private static List<List<String>> rows(String heading) {
        List<List<String>> rows = new ArrayList<>();
        boolean isBelow = false;
        for (String line : lines()) {
            if (line.startsWith("#")) {
                isBelow = line.replaceFirst("#+ ", "").equals(heading);
            } else if (isBelow && line.startsWith("|---")) {
                rows.removeLast();
            } else if (isBelow && line.startsWith("|")) {
                String[] cells = line.split("\\|", -1);
                rows.add(Arrays.stream(cells, 1, cells.length - 1).map(String::strip).toList());
            }
        }
        if (rows.isEmpty()) {
            throw new AssertionError("no table below the heading " + heading + " of " + PAGE);
        }
        return rows;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
