package org.supervisor4j.acceptance.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
        assertThat(Command.of(directory, "/bin/rm", "-rf", "home").run().status()).isZero();
    }

    /**
     * What the READMEs say is done word for word, but for the place, and that one run of Maven is for all of them: each is a project without
     * parent, and none knows another.
     */
    @Test
    void copiesBuildAnywhereWithTheApiOfTheDistributionByWhatTheirReadmesSay() throws IOException {
        List<String> examples = copies();
        for (String example : examples) {
            assertThat(commands(example, "## Build")).as(example).startsWith("mvn package");
        }
        Path home = repositoryOfOthers();
        for (String example : List.of("rpc-hello", "ctl-uptime")) { // the others send their readers to the first
            String commands = String.join("\n", commands(example, "## Build").stream().skip(1).toList());
            assertThat(commands).contains("share/plugin-template/repository");
            inShell(directory, home, commands);
        }

        // Their unit tests have run in this build already.
        inShell(directory, home, "mvn package -DskipTests");

        Path plugins = Files.createDirectories(directory.resolve("supervisor4j/plugins"));
        for (String example : examples) {
            List<String> drops = Files.readAllLines(directory.resolve(example).resolve("README.md")).stream()
                    .filter(line -> line.startsWith("    cp target/")).map(String::strip).toList();
            assertThat(drops).as(example).hasSize(1);
            inShell(directory.resolve(example), home, drops.getFirst().replace("/path/to/", directory + "/"));
        }
        try (Stream<Path> jars = Files.list(plugins)) {
            assertThat(jars.filter(file -> file.toString().endsWith(".jar"))).as("jars that were dropped in").hasSameSizeAs(examples);
        }
        inShell(directory.resolve("log-sink-recent"), home, "mvn package"); // one with its tests, which need what comes with the API
    }

    /** The indented lines of a section. */
    private List<String> commands(String example, String heading) throws IOException {
        return Files.readAllLines(directory.resolve(example).resolve("README.md")).stream()
                .dropWhile(line -> !line.equals(heading)).skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("    ")).map(String::strip).toList();
    }

    private void inShell(Path folder, Path home, String commands) {
        Outcome outcome = Command.of(folder, "/bin/sh", "-e", "-c", commands.replace("/path/to/supervisor4j", Software.distribution().toString()))
                .with("HOME", home.toString()).with("PATH", directory.resolve("bin") + ":" + System.getenv("PATH")).with("MAVEN_OPTS", "")
                .within(200).run();
        assertThat(outcome.status()).as("%s%n%s", commands, outcome).isZero();
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

    /** The home of somebody who has everything of others that this build has fetched, nothing of ours, and a command mvn. */
    private Path repositoryOfOthers() throws IOException {
        Path home = directory.resolve("home");
        Path repository = Files.createDirectories(home.resolve(".m2/repository"));
        link(LOCAL, repository, "org");
        link(LOCAL.resolve("org"), Files.createDirectories(repository.resolve("org")), "supervisor4j");
        Path command = Files.writeString(Files.createDirectories(directory.resolve("bin")).resolve("mvn"), """
                #!/bin/sh
                exec %s/bin/mvn -o -q -B -Dstyle.color=never -Dmaven.repo.local="$HOME/.m2/repository" "$@"
                """.formatted(Software.configured("maven.installation")));
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        return home;
    }

    private static void link(Path from, Path to, String without) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.filter(path -> !path.endsWith(without)).toList()) {
                Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
            }
        }
    }
}
