package org.supervisor4j.plugin.logtail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What this process has open. */
final class Descriptors {

    private Descriptors() {}

    /** The open files of a directory, removed ones included. */
    static List<Path> in(Path directory) throws IOException {
        List<Path> open = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : all.toList()) {
                try {
                    Path target = Files.readSymbolicLink(descriptor);
                    if (target.startsWith(directory)) {
                        open.add(target);
                    }
                } catch (NoSuchFileException _) {
                    continue; // the one that the list was read with
                }
            }
        }
        return open;
    }
}
