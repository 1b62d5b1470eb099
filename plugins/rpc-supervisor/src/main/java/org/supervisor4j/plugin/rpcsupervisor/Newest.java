package org.supervisor4j.plugin.rpcsupervisor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the file that has the name of a log or, in the moment of a rotation in which nothing has it, had it just before. */
final class Newest {

    private static final int ATTEMPTS = 20;
    /** A folder may have thousands of files, and most logs that are missing have never been there. */
    private static final int LOOKS_THROUGH_FOLDER = 2;
    /** No rotation takes longer, from one name to the other. */
    private static final Duration MOMENT = Duration.ofSeconds(1);
    /** What a rotation to dates appends. */
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d{6}(-\\d{1,9})?");

    private Newest() {}

    /**
     * Opens it.
     *
     * @throws NoSuchFileException if there is neither
     * @throws IOException also if it is no regular file
     */
    static FileChannel open(Path path) throws IOException {
        NoSuchFileException missing = null;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return openRegular(path);
            } catch (NoSuchFileException e) {
                missing = e;
            }
            try {
                Path first = path.resolveSibling(path.getFileName() + ".1");
                Optional<Path> backup = isRenamedJustNow(first)
                        ? Optional.of(first)
                        : attempt <= LOOKS_THROUGH_FOLDER ? datedJustNow(path) : Optional.empty();
                if (backup.isPresent()) {
                    return openRegular(backup.get());
                }
            } catch (NoSuchFileException e) {
                missing.addSuppressed(e); // the next rotation
            }
            Thread.yield(); // to whoever is about to open the new one
        }
        throw missing;
    }

    private static FileChannel openRegular(Path path) throws IOException {
        if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
            throw new IOException(path + " is no regular file");
        }
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    /** A rename is a change of the file's inode on all file systems that are in use. */
    private static boolean isRenamedJustNow(Path path) throws IOException {
        try {
            return renamed(path).plus(MOMENT).isAfter(Instant.now());
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private static Instant renamed(Path path) throws IOException {
        return ((FileTime) Files.getAttribute(path, "unix:ctime")).toInstant();
    }

    /** Of several the one that was renamed last. */
    private static Optional<Path> datedJustNow(Path path) throws IOException {
        String prefix = path.getFileName() + ".";
        Optional<Path> last = Optional.empty();
        Instant when = Instant.now().minus(MOMENT);
        try (DirectoryStream<Path> folder = Files.newDirectoryStream(path.toAbsolutePath().getParent(), entry -> {
            String name = entry.getFileName().toString();
            return name.startsWith(prefix) && DATE.matcher(name.substring(prefix.length())).matches();
        })) {
            for (Path backup : folder) {
                try {
                    Instant renamed = renamed(backup);
                    boolean sameTick = renamed.equals(when) && last.isPresent() && backup.compareTo(last.get()) > 0;
                    if (renamed.isAfter(when) || sameTick) {
                        last = Optional.of(backup);
                        when = renamed;
                    }
                } catch (NoSuchFileException _) {
                    // An older one, compressed or removed meanwhile.
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return last;
    }
}
