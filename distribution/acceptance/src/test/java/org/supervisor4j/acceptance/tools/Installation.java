package org.supervisor4j.acceptance.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;

/** A copy of the packed result that a test may spoil. */
record Installation(Path home) {

    /** It is made at low priority. */
    static final Duration PATIENCE = Duration.ofSeconds(70);

    /** A copy of everything, times of files included. */
    static Installation in(Path directory) {
        Path home = directory.resolve("supervisor4j");
        Outcome copy = Command.of(directory, "/bin/cp", "-a", Software.distribution().toString(), home.toString()).run();
        assertThat(copy.status()).as(copy.err()).isZero();
        return new Installation(home);
    }

    Installation withoutCache() {
        assertThat(Command.of(home, "/bin/rm", "-r", "cache").run().status()).isZero();
        return this;
    }

    Path cache() {
        return home.resolve("cache");
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** The class archives in a folder, hidden and unfinished things included. */
    static List<Path> archives(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** The class archive of supervisorctl, which is being made, when it is whole and nothing else is left. */
    static Path awaitArchive(Path folder) throws IOException {
        Await.until("an archive in " + folder, PATIENCE, () -> {
            List<Path> found = archives(folder);
            return found.size() == 1 && found.getFirst().getFileName().toString().startsWith("supervisor4j-cli-");
        });
        return archives(folder).getFirst();
    }
}
