package org.supervisor4j.acceptance.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.Tutorial;
import org.supervisor4j.acceptance.support.XmlRpc;

/** docs/tutorial/your-first-plugin.md, word for word but for the port, which somebody else may have. */
@Timeout(600) // ten minutes
class FirstPluginIT {

    private static final Path LOCAL = Software.configured("maven.local");

    @TempDir
    private Path directory;

    /** JUnit would warn of every link in it. */
    @AfterEach
    void removeTheLinks() {
        assertThat(Command.of(directory, "/bin/rm", "-rf", "repository").run().status()).isZero();
    }

    @Test
    void everyStepComesOutAsThePageSays() throws Exception {
        Path home = Software.copyIn(directory);
        String page = Files.readString(Software.configured("project.root").resolve("docs/tutorial/your-first-plugin.md"));

        int commands = new Tutorial(page.replace("9001", Integer.toString(XmlRpc.freePort())), Files.createDirectory(directory.resolve("play")))
                .with("SUPERVISOR4J", home.toString())
                .with("PATH", offlineMaven() + ":" + home.resolve("bin") + ":" + System.getenv("PATH"))
                .with("MAVEN_OPTS", "")
                .follow();

        assertThat(commands).isGreaterThan(7);
    }

    /** A command mvn that has fetched everything already but what is ours: the template must bring that itself. */
    private Path offlineMaven() throws IOException {
        Path repository = Files.createDirectories(directory.resolve("repository"));
        link(LOCAL, repository, "org");
        link(LOCAL.resolve("org"), Files.createDirectory(repository.resolve("org")), "supervisor4j");
        Path folder = Files.createDirectory(directory.resolve("maven"));
        Path command = Files.writeString(folder.resolve("mvn"), """
                #!/bin/sh
                exec %s/bin/mvn -o -B -Dstyle.color=never -Daether.offline.protocols=file -Dmaven.repo.local=%s "$@"
                """.formatted(Software.configured("maven.installation"), repository));
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        return folder;
    }

    private static void link(Path from, Path to, String without) throws IOException {
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.filter(path -> !path.endsWith(without)).toList()) {
                Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
            }
        }
    }
}
