package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.supervisor4j.launcher.plugins.PluginBundles.Refused;

/** A folder that is a bundle. It is used as it was when it was looked at, as a jar is: what is changed in it does not concern what runs. */
final class UnpackedBundle {

    private UnpackedBundle() {}

    /**
     * @return the same as a jar; to be closed
     * @throws Refused if it is no bundle
     * @throws IOException if it cannot be read
     */
    static JarCopy pack(Path folder, Path to) throws IOException, JarCopy.Incomplete, Refused {
        Path packed = to.resolveSibling("packed-" + to.getFileName());
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(packed))) {
            jar.setLevel(Deflater.NO_COMPRESSION); // it is private, and soon gone
            for (Path file : files(folder)) {
                jar.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
        try {
            JarCopy copy = JarCopy.of(packed, to);
            if (copy.symbolicName().isEmpty()) {
                copy.close();
                throw new Refused("it is a folder that is no unpacked bundle: its manifest has no Bundle-SymbolicName (expected: a jar)");
            }
            return copy;
        } finally {
            Files.deleteIfExists(packed);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(Files::isRegularFile).sorted().toList(); // a pipe would never come to an end
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
