package org.supervisor4j.acceptance.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;

/** A copy of the installed result with an example in its plugins folder. */
final class ExampleHome {

    private ExampleHome() {}

    /** Copies the distribution into a folder and drops the jar of {@code bundles/examples/<example>} in. */
    static Path with(String example, Path directory) {
        Path home = Software.copyIn(directory);
        drop(home, example);
        return home;
    }

    /** Drops the jars of examples into the folder of an installation, by one copy, in this order. */
    static void drop(Path home, String... examples) {
        List<String> command = new ArrayList<>(List.of("/bin/cp"));
        for (String example : examples) {
            command.add(jar(example).toString());
        }
        command.add(home.resolve("plugins").toString());
        Outcome copy = Command.of(home, command.toArray(String[]::new)).run();
        assertThat(copy.status()).as(copy.err()).isZero();
    }

    private static Path jar(String example) {
        Path target = Software.configured("project.root").resolve("bundles/examples").resolve(example).resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            List<Path> jars = files.filter(file -> file.getFileName().toString().matches("supervisor4j-example-.*\\.jar")).toList();
            assertThat(jars).as("jars in %s (expected: built by mvn package)", target).hasSize(1);
            return jars.getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
