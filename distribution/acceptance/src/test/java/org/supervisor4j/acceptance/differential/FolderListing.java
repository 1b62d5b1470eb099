package org.supervisor4j.acceptance.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The files of a folder, at any depth, each with kind, mode and owners. */
final class FolderListing {

    /** What the test itself puts there. */
    private static final List<String> OF_THE_TEST = List.of("daemon.out", "c");

    private FolderListing() {
    }

    static List<String> of(Path directory, UnaryOperator<String> equalizer) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> !file.equals(directory))
                    .filter(file -> !OF_THE_TEST.contains(directory.relativize(file).toString()))
                    .map(file -> equalizer.apply(directory.relativize(file) + " " + attributes(file)))
                    .sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String attributes(Path file) {
        try {
            PosixFileAttributes found = Files.readAttributes(file, PosixFileAttributes.class,
                    LinkOption.NOFOLLOW_LINKS);
            String kind = found.isDirectory() ? "folder" : found.isRegularFile() ? "file" : "other";
            return kind + " " + PosixFilePermissions.toString(found.permissions()) + " " + found.owner() + " "
                    + found.group();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
