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
 * Who may put code into the daemon: never everybody. Into one that runs as root only root may, and whoever could replace the daemon
 * itself, which is the owner of its {@code lib} folder; whom another user lets write to its own folder by a group is its own affair.
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
        Path real = folder.toRealPath();
        try (Stream<Path> files = Files.walk(folder)) {
            int count = 0;
            for (Path file : (Iterable<Path>) files::iterator) {
                count++;
                Optional<String> refusal = count > LIMIT_FILES
                        ? Optional.of("it has more than " + LIMIT_FILES + " files (expected: an unpacked bundle)")
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
        if (isRoot() && Files.isSymbolicLink(file) && !file.toRealPath().startsWith(top)) {
            return Optional.of(file + " leads out of it, while the daemon runs as root (expected: all of the bundle is in its folder)");
        }
        return refusal(file).map(reason -> "in it, at " + file + ": " + reason);
    }

    private boolean isRoot() {
        return uid.getAsInt() == ROOT;
    }

    /** Why a file or folder, itself, is not to be trusted; empty if it is. */
    Optional<String> refusal(Path file) throws IOException {
        Mode mode = Mode.of(file);
        return isRoot() ? refusalForRoot(file, mode).or(() -> refusalOfOthers(file, mode)) : refusalOfOthers(file, mode);
    }

    private static Optional<String> refusalOfOthers(Path file, Mode mode) {
        return (mode.bits() & OTHERS_WRITE) == 0 ? Optional.empty()
                : Optional.of("everybody can write to it (expected: chmod o-w " + file + ")");
    }

    private Optional<String> refusalForRoot(Path file, Mode mode) throws IOException {
        Mode own = Files.exists(lib) ? Mode.of(lib) : new Mode(ROOT, ROOT, 0);
        if (mode.owner() != ROOT && mode.owner() != own.owner()) {
            return Optional.of("it belongs to user " + mode.owner() + ", while the daemon runs as root (expected: owner "
                    + (own.owner() == ROOT ? "root" : "root or " + own.owner()) + ")");
        }
        if (mode.groupWrites() && mode.group() != ROOT && !(own.groupWrites() && own.group() == mode.group())) {
            return Optional.of("group " + mode.group() + " can write to it, while the daemon runs as root (expected: chmod g-w "
                    + file + ")");
        }
        return Optional.empty();
    }
}
