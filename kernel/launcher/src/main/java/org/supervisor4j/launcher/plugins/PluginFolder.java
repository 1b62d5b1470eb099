package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The drop-in folder.
 *
 * @param path may be a symbolic link, and may be missing
 */
record PluginFolder(Path path) {

    /** What tells one version of a file from another. */
    record Version(long size, FileTime modified, Object fileKey) {
        /** Of no file. */
        static final Version NONE = new Version(-1, FileTime.fromMillis(0), null);

        /** Also of one that may be missing or cannot be read, which is for others to say. */
        static Version ofAny(Path file) {
            try {
                return of(file);
            } catch (IOException _) {
                return NONE;
            }
        }

        static Version of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Version(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        }
    }

    /** The bundles that are there, by name; none if the folder is missing. */
    SequencedMap<Path, Version> look() throws IOException {
        SequencedMap<Path, Version> found = new TreeMap<>();
        if (!Files.isDirectory(path)) {
            return found;
        }
        try (Stream<Path> entries = Files.list(path)) {
            for (Path jar : entries.filter(entry -> isBundle(entry) && !isOther(entry)).toList()) {
                try {
                    found.put(jar, Version.of(jar));
                } catch (NoSuchFileException _) {
                    // gone meanwhile, or a link that leads nowhere
                } catch (IOException _) {
                    found.put(jar, Version.NONE); // whoever takes it will say why it cannot be
                }
            }
            return found;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** A folder where somebody keeps things. */
    private static boolean isOther(Path entry) {
        return Files.isDirectory(entry) && !Files.exists(entry.resolve(JarFile.MANIFEST_NAME));
    }

    /** A folder may be an unpacked one; what begins with a dot is somebody's temporary file. */
    static boolean isBundle(Path entry) {
        String name = entry.getFileName().toString();
        return !name.startsWith(".") && (name.endsWith(".jar") || Files.isDirectory(entry));
    }
}
