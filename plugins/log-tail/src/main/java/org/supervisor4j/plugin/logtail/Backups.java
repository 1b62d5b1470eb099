package org.supervisor4j.plugin.logtail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that a log can have after a rotation: {@code F.1} (the youngest), {@code F.2} and so on, as supervisord and many others
 * number them; or the moment of the rotation, {@code F.2026-11-22T000000}, with a number for further ones of that moment.
 */
final class Backups {

    private static final Pattern MOMENT = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d{6})(?:-(\\d{1,9}))?");

    private record Dated(Path path, String moment, int number) {}

    private static final Comparator<Dated> YOUNGEST_FIRST =
            Comparator.comparing(Dated::moment).thenComparing(Dated::number).reversed();

    private Backups() {}

    /** Where a file goes that is rotated for so many times. */
    static Path numbered(Path path, int times) {
        return path.resolveSibling(path.getFileName() + "." + times);
    }

    /** Those with a moment, the youngest first. */
    static List<Path> dated(Path path) throws IOException {
        String prefix = path.getFileName() + ".";
        List<Dated> found = new ArrayList<>();
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(
                path.toAbsolutePath().getParent(), entry -> entry.getFileName().toString().startsWith(prefix))) {
            for (Path entry : folder) {
                Matcher name = MOMENT.matcher(entry.getFileName().toString().substring(prefix.length()));
                if (name.matches()) {
                    int number = name.group(2) == null ? 1 : Integer.parseInt(name.group(2));
                    found.add(new Dated(entry, name.group(1), number));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found.stream().sorted(YOUNGEST_FIRST).map(Dated::path).toList();
    }

    /** The one that had the name last, if there is any: where both kinds are, the one that was written to last. */
    static Path youngest(Path path) throws IOException {
        Path first = numbered(path, 1);
        Optional<Path> dated = dated(path).stream().findFirst();
        return dated.isPresent() && written(dated.get()).compareTo(written(first)) > 0 ? dated.get() : first;
    }

    private static FileTime written(Path path) throws IOException {
        try {
            return Files.getLastModifiedTime(path);
        } catch (NoSuchFileException _) {
            return FileTime.fromMillis(Long.MIN_VALUE);
        }
    }
}
