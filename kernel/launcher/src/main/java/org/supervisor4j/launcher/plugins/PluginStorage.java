package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A private folder for the framework's own files, which nobody needs when the daemon has ended. */
record PluginStorage(Path folder) {

    private static final Logger log = LoggerFactory.getLogger(PluginStorage.class);
    private static final String PREFIX = "supervisor4j-";
    private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-\\d+");

    /** Makes a new one, and removes those that daemons have left which were killed. */
    static PluginStorage create() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            // The pid in the name tells later ones whose it was.
            Path folder = Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-");
            removeAbandoned(parent, folder);
            return new PluginStorage(folder);
        } catch (IOException e) {
            throw new IOException("no folder for temporary files can be made in " + parent + ": " + e, e);
        }
    }

    private static void removeAbandoned(Path parent, Path own) throws IOException {
        try (Stream<Path> entries = Files.list(parent)) {
            for (Path entry : entries.filter(entry -> !entry.equals(own)).toList()) {
                Matcher name = NAME.matcher(entry.getFileName().toString());
                if (name.matches() && isAbandoned(entry, own, Long.parseLong(name.group(1)))) {
                    log.debug("Removing {}, left by a daemon that was killed", entry);
                    new PluginStorage(entry).delete();
                }
            }
        }
    }

    /** Only our own user's: others' are theirs to tidy up. */
    private static boolean isAbandoned(Path entry, Path own, long pid) throws IOException {
        return Files.isDirectory(entry)
                && Files.getOwner(entry).equals(Files.getOwner(own))
                && (pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty());
    }

    void handOver(int uid) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:uid", uid);
            }
        }
    }

    void delete() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
