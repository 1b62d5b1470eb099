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
        Path home = Software.copyIn(directory);
        return new Installation(home);
    }

    /** As a plain {@code cp -r} or {@code scp -r} leaves it. */
    Installation copiedWithoutTimes(Path to) {
        Outcome copy = Command.of(home, "/bin/cp", "-r", home.toString(), to.toString()).run();
        assertThat(copy.status()).as(copy.err()).isZero();
        return new Installation(to);
    }

    Installation withoutCache() {
        assertThat(Command.of(home, "/bin/rm", "-r", "cache").run().status()).isZero();
        return this;
    }

    Path cache() {
        return home.resolve("cache");
    }

    /** The jar whose name begins so. */
    Path jar(String beginning) throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(beginning)).findFirst().orElseThrow();
        }
    }

    /** Whether both archives are there and nobody is making one. */
    boolean isAtRest() throws IOException {
        List<Path> files = archives(cache());
        return files.size() == 2 && files.stream().noneMatch(file -> file.getFileName().toString().startsWith("."));
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** The class archives in a folder, hidden and unfinished things included, but not what says of what they were made. */
    static List<Path> archives(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(".jsa.of")).sorted().toList();
        }
    }

    /** The class archive of supervisorctl, which is being made, when it is whole and nothing else is left. */
    static Path awaitArchive(Path folder) throws IOException {
        Await.until("an archive in " + folder, PATIENCE, () -> {
            List<Path> found = archives(folder);
            return found.size() == 1 && found.getFirst().getFileName().toString().startsWith("supervisor4j-cli-")
                    && Files.exists(Path.of(found.getFirst() + ".of"));
        });
        return archives(folder).getFirst();
    }
}
