package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.supervisor4j.api.log.RotationPolicy;

/**
 * Backups with the moment at which they were due, as the clock on the wall showed it: {@code F.2026-11-22T000000}. Of several with one
 * moment the later ones have a number: {@code F.2026-11-22T000000-2}. They keep their names, so what reads them is never confused.
 */
record DatedBackups(ZoneId zone) implements RotationPolicy {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss", Locale.ROOT);
    private static final String NAME = "\\d{4}-\\d\\d-\\d\\dT\\d{6}(-\\d{1,9})?";
    private static final List<String> FORMS =
            Stream.concat(Stream.of(""), SUFFIXES.stream()).toList();
    private static final int MOMENT_LENGTH = "2026-11-22T000000".length();

    /** A file with a name of ours. */
    private record Backup(Path path, String moment, int number) {}

    private static final Comparator<Backup> OLDEST_FIRST =
            Comparator.comparing(Backup::moment).thenComparing(Backup::number).thenComparing(Backup::path);

    @Override
    public void rotate(Path file, int backups, Instant due) throws IOException {
        if (backups <= 0) {
            Emptied.empty(file);
            return;
        }
        try {
            Files.move(file, free(file, MOMENT.format(due.atZone(zone))), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException _) {
            // Somebody has moved it away.
        }
    }

    /** Those of one moment are not removed so soon that a number could come again. */
    private static Path free(Path file, String moment) {
        String name = file.getFileName() + "." + moment;
        for (int number = 1; ; number++) {
            String numbered = number == 1 ? name : name + "-" + number;
            if (FORMS.stream().noneMatch(form -> Files.exists(file.resolveSibling(numbered + form), LinkOption.NOFOLLOW_LINKS))) {
                return file.resolveSibling(numbered);
            }
        }
    }

    @Override
    public List<Path> backups(Path file, int backups) throws IOException {
        return list(file).reversed().stream().map(Backup::path).toList();
    }

    private static List<Backup> list(Path file) throws IOException {
        List<Backup> found = new ArrayList<>();
        for (Neighbour neighbour : Neighbour.of(file, NAME)) {
            String moment = neighbour.name().substring(0, MOMENT_LENGTH);
            String number = neighbour.name().substring(MOMENT_LENGTH).replace("-", "");
            found.add(new Backup(neighbour.path(), moment, number.isEmpty() ? 1 : Integer.parseInt(number)));
        }
        found.sort(OLDEST_FIRST);
        return found;
    }
}
