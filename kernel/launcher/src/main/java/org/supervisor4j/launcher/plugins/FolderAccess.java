package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * Who may put code into a daemon that runs as root: root, and whoever could replace the daemon itself, which is the owner of its
 * {@code lib} folder.
 */
final class FolderAccess {

    /** An unpacked bundle has some hundred files; nobody is to keep us looking for ever. */
    private static final int LIMIT_FILES = 100_000;

    private static final int ROOT = 0;
    private static final int GROUP_WRITES = 0020;
    private static final int OTHERS_WRITE = 0002;

    private record Mode(int owner, int group, int bits) {
        static Mode of(Path file) throws IOException {
            Map<String, Object> attributes = Files.readAttributes(file, "unix:uid,gid,mode");
            return new Mode(
                    (int) attributes.get("uid"), (int) attributes.get("gid"), (int) attributes.get("mode"));
        }

        boolean groupWrites() {
            return (bits & GROUP_WRITES) != 0;
        }
    }

    private final Path lib;
    private final IntSupplier uid;

    /** @param uid the user that the daemon runs as now */
    FolderAccess(Path lib, IntSupplier uid) {
        this.lib = lib;
        this.uid = uid;
    }

    /** Why a folder is not to be trusted with everything that is in it; empty if it is. */
    Optional<String> refusalWithin(Path folder) throws IOException {
        if (uid.getAsInt() != ROOT) {
            return Optional.empty();
        }
        Path real = folder.toRealPath();
        try (Stream<Path> files = Files.walk(folder)) {
            int count = 0;
            for (Path file : (Iterable<Path>) files::iterator) {
                count++;
                Optional<String> refusal = count > LIMIT_FILES
                        ? Optional.of("it has more than " + LIMIT_FILES + " files, while the daemon runs as root (expected: an unpacked bundle)")
                        : refusalOf(file, real);
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
            return Optional.empty();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Optional<String> refusalOf(Path file, Path top) throws IOException {
        if (Files.isSymbolicLink(file) && !file.toRealPath().startsWith(top)) {
            return Optional.of(file + " leads out of it, while the daemon runs as root (expected: all of the bundle is in its folder)");
        }
        return refusal(file).map(reason -> "in it, at " + file + ": " + reason);
    }

    /** Why a file or folder, itself, is not to be trusted; empty if it is. */
    Optional<String> refusal(Path file) throws IOException {
        if (uid.getAsInt() != ROOT) {
            return Optional.empty();
        }
        Mode mode = Mode.of(file);
        Mode own = Files.exists(lib) ? Mode.of(lib) : new Mode(ROOT, ROOT, 0);
        if (mode.owner() != ROOT && mode.owner() != own.owner()) {
            return Optional.of("it belongs to user " + mode.owner() + ", while the daemon runs as root (expected: owner "
                    + (own.owner() == ROOT ? "root" : "root or " + own.owner()) + ")");
        }
        if ((mode.bits() & OTHERS_WRITE) != 0) {
            return Optional.of("everybody can write to it, while the daemon runs as root (expected: chmod o-w " + file + ")");
        }
        if (mode.groupWrites() && mode.group() != ROOT && !(own.groupWrites() && own.group() == mode.group())) {
            return Optional.of("group " + mode.group() + " can write to it, while the daemon runs as root (expected: chmod g-w "
                    + file + ")");
        }
        return Optional.empty();
    }
}
