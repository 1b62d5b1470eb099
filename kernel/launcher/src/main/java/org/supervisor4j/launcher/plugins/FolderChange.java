package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A jar that has come to the folder of plugins instead of others, until it is certain that it stays. It is there from one moment to the
 * next, whole; what was there before is kept under a name that nobody looks at.
 */
final class FolderChange {

    private static final Logger log = LoggerFactory.getLogger(FolderChange.class);

    /** What is about to come, as it is written. */
    private static final String NEW = ".supervisor4j-new";
    /** What was there under the same name. */
    private static final String KEPT = ".supervisor4j-kept";
    /** What was there under another name; exists only where that what replaces it is in its place. */
    private static final String REPLACED = ".supervisor4j-replaced";

    private final Path target;
    private final Map<Path, Path> kept;
    private boolean hasCome;

    private FolderChange(Path target, Map<Path, Path> kept) {
        this.target = target;
        this.kept = kept;
    }

    /**
     * Tidies up after a daemon that was killed over a change: what was about to come is dropped, and what is gone without a successor is put
     * back. Where both can be had, the successor stays.
     *
     * @throws IOException if that is not possible, or only in part
     */
    static void recover(Path folder) throws IOException {
        List<Path> left;
        try (Stream<Path> entries = Files.list(folder)) {
            left = entries.filter(entry -> entry.getFileName().toString().startsWith(".")).toList();
        }
        for (Path entry : left) {
            String name = entry.getFileName().toString();
            if (name.endsWith(KEPT)) {
                putBackUnlessThere(entry, folder.resolve(name.substring(1, name.length() - KEPT.length())));
            } else if (name.endsWith(NEW) || name.endsWith(REPLACED)) {
                Files.deleteIfExists(entry); // of a jar that is gone, its checksum is harmless
                log.info("{} is removed, which an installation has left that was cut off", entry);
            }
        }
    }

    private static void putBackUnlessThere(Path kept, Path jar) throws IOException {
        if (Files.exists(jar, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(kept);
        } else {
            Files.move(kept, jar);
            log.warn("The plugin {} is put back as it was, for the installation of another version was cut off", jar.getFileName());
        }
    }

    /**
     * @param former what is not to be there any more; those that are not there do not matter
     * @throws IOException if it did not succeed; everything is as it was then
     */
    static FolderChange put(Path source, Path target, Set<Path> former) throws IOException {
        FolderChange change = new FolderChange(target, new LinkedHashMap<>());
        Path part = hidden(target, NEW);
        try {
            Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
            if (Files.exists(target)) {
                change.kept.put(target, keepBeside(target));
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            change.hasCome = true;
            for (Path jar : former) { // only now: whenever the daemon is killed, one of them is there
                if (!jar.equals(target) && Files.exists(jar)) {
                    change.kept.put(jar, Files.move(jar, hidden(jar, REPLACED), StandardCopyOption.REPLACE_EXISTING));
                }
            }
            return change;
        } catch (IOException e) {
            remove(part);
            change.undo();
            throw e;
        }
    }

    /** What is replaced is not away for a moment, where the file system has links. */
    private static Path keepBeside(Path jar) throws IOException {
        Path before = hidden(jar, KEPT);
        Files.deleteIfExists(before);
        try {
            return Files.createLink(before, jar);
        } catch (UnsupportedOperationException | FileSystemException _) {
            return Files.move(jar, before);
        }
    }

    private static Path hidden(Path jar, String suffix) {
        return jar.resolveSibling("." + jar.getFileName() + suffix);
    }

    /** It does not stay. What cannot be put back is said in the log. */
    void undo() {
        if (hasCome && !kept.containsKey(target)) {
            remove(target);
        }
        kept.forEach(FolderChange::putBack);
    }

    private static void putBack(Path jar, Path before) {
        try {
            Files.move(before, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            Files.deleteIfExists(before); // two names of one file stay two
        } catch (IOException e) {
            log.error("The plugin {} cannot be put back as it was before another was installed: {}", jar, e.toString());
        }
    }

    /** It stays. What cannot be tidied up now is at the next change. */
    void complete() {
        kept.forEach((jar, before) -> {
            remove(before);
            if (!jar.equals(target)) {
                remove(JarChecks.checksumFile(jar)); // that of a jar that is gone
            }
        });
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("{} is left over from an installation, and cannot be removed: {}", file, e.toString());
        }
    }
}
