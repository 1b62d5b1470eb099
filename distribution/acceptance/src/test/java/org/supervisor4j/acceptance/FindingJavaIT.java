package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;

/**
 * The start scripts find a Java that is new enough, or say what to install. Runtimes that only say their name stand in.
 */
class FindingJavaIT {

    private static final String USUAL_PLACES =
            "/usr/lib/jvm/* /opt/java/* /opt/jdk* /opt/*jdk* /usr/local/openjdk* /usr/java/*";

    @TempDir
    private Path directory;

    private Path home;

    @BeforeEach
    void copyTheDistribution() {
        home = Software.copyIn(directory);
    }

    private Path runtime(Path folder, String version) throws IOException {
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho chosen: " + folder.getFileName() + "\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return folder;
    }

    /** The usual places of this machine may hold anything, so they are replaced by a folder of the test. */
    private void lookOnlyIn(Path folder) throws IOException {
        Path script = home.resolve("bin/find-java");
        String text = Files.readString(script);
        assertThat(text).contains(USUAL_PLACES);
        Files.writeString(script, text.replace(USUAL_PLACES, folder + "/*"));
    }

    private Command command(String name) {
        return Command.of(directory, home.resolve("bin/" + name).toString(), "-v").inBareEnvironment()
                .with("PATH", toolsOnly()).with("HOME", directory.toString())
                .with("SUPERVISOR4J_CACHE", "off"); // nothing is to be made behind the back of the test
    }

    /** A search path without any Java on it. */
    private String toolsOnly() {
        try {
            Path tools = Files.createDirectories(directory.resolve("tools"));
            for (String tool : new String[] {"sh", "env", "readlink", "sed", "true"}) {
                Files.copy(Path.of("/usr/bin", tool), tools.resolve(tool), StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
            return tools.toString();
        } catch (IOException e) {
            throw new AssertionError("cannot make a search path", e);
        }
    }

    @Test
    void withoutAnyBothCommandsSayWhatToInstall() throws IOException {
        lookOnlyIn(directory.resolve("nothing"));
        for (String name : new String[] {"supervisord", "supervisorctl"}) {
            Outcome outcome = command(name).run();
            assertThat(outcome.status()).isEqualTo(2);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err()).startsWith("Error: no Java 25 or later was found\n").contains("apt-get install ");
        }
    }

    @Test
    void whatIsTooOldIsNamedAndNotTaken() throws IOException {
        Path old = runtime(directory.resolve("jvm/old"), "17.0.12");
        lookOnlyIn(directory.resolve("jvm"));
        Outcome outcome = command("supervisord").run();
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains("what was found is too old: 17 (" + old + ")");
    }

    @Test
    void aBundledRuntimeComesFirstThenJavaHomeThenTheUsualPlaces() throws IOException {
        runtime(directory.resolve("jvm/usual"), "25.0.1");
        runtime(directory.resolve("jvm/a-older"), "21.0.1");
        lookOnlyIn(directory.resolve("jvm"));
        assertThat(command("supervisord").run().out()).isEqualTo("chosen: usual\n");
        Path javaHome = runtime(directory.resolve("home"), "26");
        assertThat(command("supervisord").with("JAVA_HOME", javaHome.toString()).run().out())
                .isEqualTo("chosen: home\n");
        runtime(home.resolve("runtime"), "25");
        assertThat(command("supervisord").with("JAVA_HOME", javaHome.toString()).run().out())
                .isEqualTo("chosen: runtime\n");
        assertThat(command("supervisorctl").run().out()).isEqualTo("chosen: runtime\n");
    }

    @Test
    void theOneOfTheSearchPathComesBeforeTheUsualPlacesAlsoThroughALink() throws IOException {
        runtime(directory.resolve("jvm/a-first"), "25.0.1");
        Path usual = runtime(directory.resolve("jvm/usual"), "25.0.1");
        Path elsewhere = runtime(directory.resolve("elsewhere"), "26");
        lookOnlyIn(directory.resolve("jvm"));
        Path links = Files.createDirectory(directory.resolve("links"));
        for (String name : new String[] {"supervisord", "supervisorctl"}) {
            for (Path chosen : new Path[] {usual, elsewhere}) {
                String expected = "chosen: " + chosen.getFileName() + "\n";
                assertThat(command(name).with("PATH", toolsOnly() + ":" + chosen.resolve("bin")).run().out()).isEqualTo(expected);
                Path link = Files.createSymbolicLink(links.resolve("java"), chosen.resolve("bin/java"));
                assertThat(command(name).with("PATH", links + ":" + toolsOnly()).run().out()).isEqualTo(expected);
                Files.delete(link);
            }
        }
        Files.createSymbolicLink(links.resolve("java"), usual.resolve("bin/java"));
        assertThat(command("supervisorctl").with("PATH", links.toString()).run()) // no other program is run
                .isEqualTo(new Outcome(0, "chosen: usual\n", ""));
    }

    @Test
    void anOldJavaHomeDoesNotHideANewerOneElsewhere() throws IOException {
        runtime(directory.resolve("jvm/usual"), "25.0.1");
        lookOnlyIn(directory.resolve("jvm"));
        Path old = runtime(directory.resolve("home"), "1.8.0_402");
        assertThat(command("supervisord").with("JAVA_HOME", old.toString()).run().out()).isEqualTo("chosen: usual\n");
    }

    @Test
    void theCommandsWorkThroughALinkAndFromAFolderWithBlanks() throws IOException {
        Path spaced = directory.resolve("with blanks");
        Files.move(home, spaced);
        Path link = Files.createSymbolicLink(directory.resolve("sd"), spaced.resolve("bin/supervisord"));
        Outcome outcome = Command.of(directory, link.toString(), "-v").run();
        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(outcome.out()).matches("\\d+\\.\\d+\\.\\d+\\S*\n");
    }
}
