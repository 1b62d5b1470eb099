package org.supervisor4j.plugin.logtail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
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

    /** Numbers and moments, compressed or not. */
    private static final Pattern ANY = Pattern.compile("(?:\\d{1,9}|" + MOMENT.pattern() + ")(?:\\.\\w{1,5})?");

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
        List<Dated> found = new ArrayList<>();
        for (Path entry : beside(path, MOMENT)) {
            Matcher name = MOMENT.matcher(extension(entry, path));
            if (name.matches()) {
                int number = name.group(2) == null ? 1 : Integer.parseInt(name.group(2));
                found.add(new Dated(entry, name.group(1), number));
            }
        }
        return found.stream().sorted(YOUNGEST_FIRST).map(Dated::path).toList();
    }

    /** What is beside a log, with its name, a dot, and what a pattern describes. */
    private static List<Path> beside(Path path, Pattern pattern) throws IOException {
        String prefix = path.getFileName() + ".";
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(
                path.toAbsolutePath().getParent(), entry -> entry.getFileName().toString().startsWith(prefix))) {
            for (Path entry : folder) {
                if (pattern.matcher(extension(entry, path)).matches()) {
                    found.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    private static String extension(Path entry, Path path) {
        return entry.getFileName().toString().substring(path.getFileName().toString().length() + 1);
    }

    /**
     * Whether one was written to later than at a moment, in whatever form it is by now.
     *
     * @param except identity of one that does not count
     */
    static boolean haveOneAfter(FileTime moment, Object except, Path path) throws IOException {
        for (Path backup : beside(path, ANY)) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(backup, BasicFileAttributes.class);
                if (attributes.lastModifiedTime().compareTo(moment) > 0 && !attributes.fileKey().equals(except)) {
                    return true;
                }
            } catch (NoSuchFileException _) {
                // Somebody has given it another name: then there is a rotation just now, and a later look.
            }
        }
        return false;
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
