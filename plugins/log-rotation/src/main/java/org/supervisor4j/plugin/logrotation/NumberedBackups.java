package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.supervisor4j.api.log.RotationPolicy;

/**
 * Backups as {@code F.1} (the youngest), {@code F.2} and so on; supervisord's scheme. Files beyond the last number are never touched. One
 * that is compressed keeps its place in the row: {@code F.2.gz}.
 */
record NumberedBackups() implements RotationPolicy {

    private static final String PLAIN = "";
    /** Of so many it is quicker to look for each than through a folder, which may have thousands of other files. */
    private static final int FEW = 100;

    @Override
    public void rotate(Path file, int backups, Instant due) throws IOException {
        if (backups <= 0) {
            Emptied.empty(file);
            return;
        }
        NavigableMap<Integer, List<String>> row = row(file, backups);
        for (int number : row.headMap(backups, false).descendingKeySet()) {
            for (String form : row.get(number)) {
                move(named(file, number, form), named(file, number + 1, form));
            }
        }
        move(file, named(file, 1, PLAIN));
        dropReplaced(file, backups, row);
    }

    /** What had the last number in a form that its successor does not have, so that nothing was moved over it. */
    private static void dropReplaced(Path file, int last, NavigableMap<Integer, List<String>> row) throws IOException {
        List<String> successors = last == 1 ? List.of(PLAIN) : row.getOrDefault(last - 1, List.of());
        if (!successors.isEmpty()) {
            for (String form : row.getOrDefault(last, List.of())) {
                if (!successors.contains(form)) {
                    Files.deleteIfExists(named(file, last, form));
                }
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException _) {
            // Somebody has tidied up, or moved the log away: nothing to move.
        }
    }

    @Override
    public List<Path> backups(Path file, int backups) throws IOException {
        List<Path> found = new ArrayList<>();
        row(file, backups).forEach((number, forms) -> forms.forEach(form -> found.add(named(file, number, form))));
        return found;
    }

    /** The forms in which each number is there. */
    private static NavigableMap<Integer, List<String>> row(Path file, int backups) throws IOException {
        NavigableMap<Integer, List<String>> row = new TreeMap<>();
        if (backups > FEW) {
            for (Neighbour neighbour : Neighbour.of(file, "[1-9]\\d{0,8}")) {
                int number = Integer.parseInt(neighbour.name());
                if (number <= backups) {
                    row.computeIfAbsent(number, _ -> new ArrayList<>()).add(neighbour.form());
                }
            }
            return row;
        }
        for (int number = 1; number <= backups; number++) {
            List<String> forms = forms(file, number);
            if (!forms.isEmpty()) {
                row.put(number, forms);
            }
        }
        return row;
    }

    private static List<String> forms(Path file, int number) {
        List<String> forms = new ArrayList<>();
        if (Files.exists(named(file, number, PLAIN))) {
            forms.add(PLAIN);
        }
        for (String suffix : SUFFIXES) {
            if (Files.exists(named(file, number, suffix))) {
                forms.add(suffix);
            }
        }
        return forms;
    }

    private static Path named(Path file, int number, String form) {
        return file.resolveSibling(file.getFileName() + "." + number + form);
    }
}
