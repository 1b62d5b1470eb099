package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.supervisor4j.api.log.RotationPolicy;

/**
 * Backups as {@code F.1} (the youngest), {@code F.2} and so on; supervisord's scheme. Files beyond the last number are never touched. One
 * that is compressed keeps its place in the row: {@code F.2.gz}.
 */
record NumberedBackups(Renaming renaming) implements RotationPolicy {

    /** Gives a file another name, replacing what has it. */
    @FunctionalInterface
    interface Renaming {
        /** @return false if there is no such file */
        boolean rename(Path from, Path to) throws IOException;
    }

    private static final Renaming SYSTEM = NumberedBackups::rename;

    private static final String PLAIN = "";
    private static final List<String> FORMS =
            Stream.concat(Stream.of(PLAIN), SUFFIXES.stream()).toList();
    /** Of so many it is quicker to look for each than through a folder, which may have thousands of other files. */
    private static final int FEW = 100;

    private record Move(Path from, Path to) {}

    NumberedBackups() {
        this(SYSTEM); // always the same one, so that two are equal
    }

    @Override
    public void rotate(Path file, int backups, Instant due) throws IOException {
        if (backups <= 0) {
            Emptied.empty(file);
            return;
        }
        NavigableMap<Integer, List<String>> row = row(file, backups);
        Deque<Move> done = new ArrayDeque<>();
        try {
            if (backups == 1 || row.containsKey(backups - 1)) { // else nothing takes its place
                for (String form : row.getOrDefault(backups, List.of())) {
                    putAside(file, backups, form, done);
                }
            }
            for (int number : row.headMap(backups, false).descendingKeySet()) {
                for (String form : row.get(number)) {
                    move(named(file, number, form), named(file, number + 1, form), done);
                }
            }
            move(file, named(file, 1, PLAIN), done);
        } catch (IOException | RuntimeException e) {
            undo(done, e);
            throw e;
        }
        for (String form : FORMS) {
            Files.deleteIfExists(replaced(file, form)); // also that of a daemon that was killed
        }
    }

    /** The last backup goes when its successor has its place: should the log itself not be movable, none is lost. */
    private void putAside(Path file, int last, String form, Deque<Move> done) throws IOException {
        Path backup = named(file, last, form);
        if (Files.isDirectory(backup, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(backup.toString(), null, "it is a folder");
        }
        move(backup, replaced(file, form), done);
    }

    private static Path replaced(Path file, String form) {
        return file.resolveSibling("." + file.getFileName() + ".replaced" + form);
    }

    private void move(Path from, Path to, Deque<Move> done) throws IOException {
        if (renaming.rename(from, to)) {
            done.push(new Move(from, to));
        }
    }

    private void undo(Deque<Move> done, Exception cause) {
        for (Move move : done) { // the last one first
            try {
                renaming.rename(move.to(), move.from());
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /** @return false if somebody has tidied up, or moved the log away: nothing to move */
    private static boolean rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (NoSuchFileException _) {
            return false;
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
        for (String form : FORMS) {
            if (Files.exists(named(file, number, form))) {
                forms.add(form);
            }
        }
        return forms;
    }

    private static Path named(Path file, int number, String form) {
        return file.resolveSibling(file.getFileName() + "." + number + form);
    }
}
