package org.supervisor4j.api.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

        /** Whether nothing counts as the value unless it is given. */
        public boolean isUnset() {
            return defaultCell.equals("–");
        }

        /** The option whose value is the default. */
        public Optional<String> followed() {
            return defaultCell.startsWith("as ") ? Optional.of(code(defaultCell).getFirst()) : Optional.empty();
        }

        public String defaultValue() {
            return code(defaultCell).getFirst();
        }

        public String line() {
            return line(example.getFirst());
        }

        public String line(String value) {
            return key + "=" + value + "\n";
        }

        /** The lines of the options that the example needs. */
        public String companions() {
            return String.join("", example.stream().skip(1).map(line -> line + "\n").toList());
        }

        @Override
        public String toString() {
            return "[" + section + "] " + key;
        }
    }

    /** The sections that have a table, without brackets. */
    public static List<String> sections() {
        return lines().stream()
                .filter(line -> line.matches("## `\\[.*]`"))
                .map(line -> line.substring("## `[".length(), line.length() - "]`".length()))
                .toList();
    }

    /** The options of a section, which is named without brackets. */
    public static List<Option> options(String section) {
        return rows("`[" + section + "]`").stream()
                .map(cells -> new Option(
                        section, code(cells.get(0)).getFirst(), cells.get(1), cells.get(2), code(cells.get(3))))
                .toList();
    }

    /** The names that can be expanded in an option, without environment variables. */
    public static Set<String> names(Option option) {
        List<List<String>> rows = rows("Expansions").stream()
                .filter(cells -> cells.size() == 3 && code(cells.get(0)).equals(List.of("[" + option.section() + "]")))
                .toList();
        List<String> row = rows.stream()
                .filter(cells -> code(cells.get(1)).contains(option.key()))
                .findFirst()
                .or(() -> rows.stream().filter(cells -> cells.get(1).equals("others")).findFirst())
                .orElseThrow(() -> new AssertionError("no row of expansions for " + option));
        return new TreeSet<>(code(row.get(2)));
    }

    /** A value that is not of the option's type; empty if there is none. */
    public static Optional<String> wrongValue(Option option) {
        return rows("Types").stream()
                .filter(cells -> cells.get(0).equals(option.type()))
                .map(cells -> code(cells.get(2)).stream().findFirst())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row for the type of " + option));
    }

    /** The types by name, each with a value that is none of it. */
    public static TreeMap<String, Optional<String>> types() {
        TreeMap<String, Optional<String>> types = new TreeMap<>();
        rows("Types").forEach(cells -> types.put(cells.get(0), code(cells.get(2)).stream().findFirst()));
        return types;
    }

    /** The cells of all rows below a heading, without those that head a table. */
    public static List<List<String>> rows(String heading) {
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

    /** The code spans of a cell. */
    public static List<String> code(String cell) {
        return CODE.matcher(cell).results().map(span -> span.group(1)).toList();
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
