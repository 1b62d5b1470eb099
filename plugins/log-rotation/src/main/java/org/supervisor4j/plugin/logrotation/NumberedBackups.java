package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.supervisor4j.api.log.RotationPolicy;

/**
 * Backups as {@code F.1} (the youngest), {@code F.2} and so on; supervisord's scheme. Files beyond the last number are never touched. One
 * that is compressed keeps its place in the row: {@code F.2.gz}.
 */
record NumberedBackups() implements RotationPolicy {

    private static final String PLAIN = "";

    @Override
    public void rotate(Path file, int backups, Instant due) throws IOException {
        if (backups <= 0) {
            Emptied.empty(file);
            return;
        }
        for (int number = backups - 1; number >= 1; number--) {
            List<String> found = forms(file, number);
            for (String form : found) {
                move(named(file, number, form), named(file, number + 1, form));
            }
            dropOthers(file, number + 1, found);
        }
        move(file, named(file, 1, PLAIN));
        dropOthers(file, 1, List.of(PLAIN));
    }

    /** What had the number before in another form has been replaced too. */
    private static void dropOthers(Path file, int number, List<String> moved) throws IOException {
        if (!moved.isEmpty()) {
            for (String form : forms(file, number)) {
                if (!moved.contains(form)) {
                    Files.deleteIfExists(named(file, number, form));
                }
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException _) {
            // There are not that many yet, or somebody has tidied up: nothing to move.
        }
    }

    @Override
    public List<Path> backups(Path file, int backups) {
        List<Path> found = new ArrayList<>();
        for (int number = 1; number <= backups; number++) {
            for (String form : forms(file, number)) {
                found.add(named(file, number, form));
            }
        }
        return found;
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
