package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The jars of the drop-in folder as they were when the daemon started; later ones are seen by the next start. */
final class PluginFolder {

    /** What tells one version of a file from another. */
    private record Version(long size, FileTime modified, Object fileKey) {}

    private final Path folder;
    private final SequencedMap<Path, Version> atStart;

    PluginFolder(Path folder) throws IOException {
        this.folder = folder;
        this.atStart = look();
    }

    /** By name. */
    List<Path> jars() {
        return List.copyOf(atStart.keySet());
    }

    /** Whether the same jars are there; not if that cannot be told. */
    boolean isUnchanged() {
        try {
            return look().equals(atStart);
        } catch (IOException _) {
            return false; // a restart will say why
        }
    }

    /** A folder may be an unpacked one. */
    static boolean isBundle(Path entry) {
        return Files.isDirectory(entry) || entry.toString().endsWith(".jar");
    }

    private SequencedMap<Path, Version> look() throws IOException {
        SequencedMap<Path, Version> found = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path jar : entries.filter(PluginFolder::isBundle).toList()) {
                BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
                found.put(jar, new Version(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey()));
            }
            return found;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
