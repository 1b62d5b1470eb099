package org.supervisor4j.acceptance.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;

/** The examples are told to be copied: does a copy build where there is nothing of this tree but the installed result? */
@Timeout(300)
class ExamplesIT {

    private static final Path LOCAL = Software.configured("maven.local");

    @TempDir
    private Path directory;

    /** JUnit would warn of every link in it. */
    @AfterEach
    void removeTheLinks() {
        assertThat(Command.of(directory, "/bin/rm", "-rf", "repository").run().status()).isZero();
    }

    /** One run of Maven for all of them: each is a project without parent, and none knows another. */
    @Test
    void copiesBuildAnywhereWithTheApiOfTheDistribution() throws IOException {
        List<String> examples = copies();

        // Their unit tests have run in this build already.
        Outcome build = Command.of(directory, Software.configured("maven.installation").resolve("bin/mvn").toString(), "-o", "-q", "-B",
                        "-Dstyle.color=never", "-DskipTests", "-Dmaven.repo.local=" + repository(), "package")
                .with("MAVEN_OPTS", "").within(200).run();

        assertThat(build.status()).as(build.toString()).isZero();
        for (String example : examples) {
            try (Stream<Path> files = Files.list(directory.resolve(example).resolve("target"))) {
                assertThat(files.filter(file -> file.toString().endsWith(".jar"))).as("jars of %s", example).hasSize(1);
            }
        }
    }

    /** Copies of all examples, and a project that lists them. */
    private List<String> copies() throws IOException {
        Path originals = Software.configured("project.root").resolve("bundles/examples");
        List<String> examples;
        try (Stream<Path> folders = Files.list(originals)) {
            examples = folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString()).sorted().toList();
        }
        assertThat(examples).contains("rpc-hello", "event-deployment", "ctl-uptime");
        for (String example : examples) {
            Path copy = directory.resolve(example);
            assertThat(Command.of(directory, "/bin/cp", "-r", originals.resolve(example).toString(), copy.toString()).run().status())
                    .isZero();
            assertThat(Command.of(copy, "/bin/rm", "-rf", "target").run().status()).isZero();
        }
        Files.writeString(directory.resolve("pom.xml"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>somebody.else</groupId><artifactId>mine</artifactId><version>1</version><packaging>pom</packaging>
                  <modules>%s</modules>
                </project>
                """.formatted(examples.stream().map("<module>%s</module>"::formatted).collect(Collectors.joining())));
        return examples;
    }

    /** Everything of others that this build has fetched, and of ours what the READMEs say: what the distribution has for plugins. */
    private Path repository() throws IOException {
        Path repository = Files.createDirectories(directory.resolve("repository"));
        link(LOCAL, repository, "org");
        link(LOCAL.resolve("org"), Files.createDirectories(repository.resolve("org")), "supervisor4j");
        String api = Software.distribution().resolve("share/plugin-template/repository").toString();
        assertThat(Command.of(directory, "/bin/cp", "-r", api + "/.", repository + "/").run().status()).isZero();
        return repository;
    }

    private static void link(Path from, Path to, String without) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.filter(path -> !path.endsWith(without)).toList()) {
                Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
            }
        }
    }
}
