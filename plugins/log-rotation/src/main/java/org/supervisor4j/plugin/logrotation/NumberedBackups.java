package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Rotated files as {@code F.1} (the youngest), {@code F.2} and so on; supervisord's scheme. Files beyond the last number are
 * never touched.
 *
 * @param count how many are kept; with 0 the content is dropped
 */
record NumberedBackups(Path file, int count) {

    /** Makes room: afterwards the file is gone, or empty if none are kept. */
    void shift() throws IOException {
        if (count <= 0) {
            FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING).close();
            return;
        }
        for (int number = count - 1; number >= 1; number--) {
            move(backup(number), backup(number + 1));
        }
        move(file, backup(1));
    }

    private Path backup(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException _) {
            // There are not that many yet, or somebody has tidied up: nothing to move.
        }
    }
}
