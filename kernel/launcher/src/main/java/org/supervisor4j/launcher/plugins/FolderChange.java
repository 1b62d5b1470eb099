package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A jar that has come to the folder of plugins instead of others, until it is certain that it stays. It is there from one moment to the
 * next, whole; what was there before is kept under a name that nobody looks at.
 */
final class FolderChange {

    private final Path target;
    private final Map<Path, Path> kept;

    private FolderChange(Path target, Map<Path, Path> kept) {
        this.target = target;
        this.kept = kept;
    }

    /**
     * @param former what is not to be there any more; those that are not there do not matter
     * @throws IOException if it did not succeed; everything is as it was then
     */
    static FolderChange put(Path source, Path target, Set<Path> former) throws IOException {
        Map<Path, Path> kept = new LinkedHashMap<>();
        FolderChange change = new FolderChange(target, kept);
        Path part = hidden(target, "part");
        try {
            Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
            for (Path jar : former) {
                if (Files.exists(jar)) {
                    kept.put(jar, jar.equals(target) ? keepBeside(jar) : keepInstead(jar));
                }
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return change;
        } catch (IOException e) {
            Files.deleteIfExists(part);
            change.putBack();
            throw e;
        }
    }

    /** What is replaced is not away for a moment, where the file system has links. */
    private static Path keepBeside(Path jar) throws IOException {
        Path before = hidden(jar, "before");
        Files.deleteIfExists(before);
        try {
            return Files.createLink(before, jar);
        } catch (UnsupportedOperationException | FileSystemException _) {
            return keepInstead(jar);
        }
    }

    private static Path keepInstead(Path jar) throws IOException {
        return Files.move(jar, hidden(jar, "before"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path hidden(Path jar, String suffix) {
        return jar.resolveSibling("." + jar.getFileName() + "." + suffix);
    }

    /** It does not stay. */
    void undo() throws IOException {
        if (!kept.containsKey(target)) {
            Files.deleteIfExists(target);
        }
        putBack();
    }

    private void putBack() throws IOException {
        for (Map.Entry<Path, Path> entry : kept.entrySet()) {
            Files.move(entry.getValue(), entry.getKey(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(entry.getValue()); // two names of one file stay two
        }
    }

    /** It stays. */
    void complete() throws IOException {
        for (Map.Entry<Path, Path> entry : kept.entrySet()) {
            Files.deleteIfExists(entry.getValue());
            if (!entry.getKey().equals(target)) {
                Files.deleteIfExists(JarChecks.checksumFile(entry.getKey())); // that of a jar that is gone
            }
        }
    }
}
