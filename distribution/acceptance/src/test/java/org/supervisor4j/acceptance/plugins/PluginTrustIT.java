package org.supervisor4j.acceptance.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** An installation that takes only what it trusts, from a folder in which only those can write who may. */
class PluginTrustIT {

    private static final Path HELLO = Software.configured("example.plugin");
    private static final String OURS = "ours";
    private static final String OTHERS = "others";

    @TempDir
    private static Path directory;

    private static Path plugins;
    private static SupervisorDaemon daemon;

    @BeforeAll
    static void startWhatTrustsOneKeyAndItsOwnJars() throws IOException {
        Path home = Software.copyIn(directory);
        plugins = home.resolve("plugins");
        for (String key : List.of(OURS, OTHERS)) {
            java("keytool", "-genkeypair", "-alias", key, "-keyalg", "EC", "-dname", "CN=" + key, "-keystore", store(), "-storepass", "changeit");
        }
        java("keytool", "-exportcert", "-rfc", "-alias", OURS, "-keystore", store(), "-storepass", "changeit", "-file",
                directory.resolve("our-certificate.pem").toString());
        run("/bin/sh", "-c", theCommandsOfThePage());
        daemon = SupervisorDaemon.startFrom(home, Conf.in(directory.resolve("run")).program("cat", "command=/bin/cat"));
        daemon.awaitState("cat", "RUNNING");
    }

    @AfterAll
    static void theProgramHasNoticedNothing() {
        try (SupervisorDaemon ended = daemon) {
            assertThat(ended.messages("spawned: 'cat'")).hasSize(1);
            assertThat(ended.stop()).isZero();
        }
    }

    /** Which say how an installation comes to trust: word for word, but for the place. */
    private static String theCommandsOfThePage() throws IOException {
        List<String> commands = Files.readAllLines(Software.configured("project.root").resolve("docs/how-to/install-a-plugin.md")).stream()
                .dropWhile(line -> !line.equals("## Only what you trust"))
                .dropWhile(line -> !line.startsWith("    "))
                .takeWhile(line -> line.startsWith("    "))
                .toList();
        assertThat(commands).hasSize(2);
        return String.join("\n", commands).replace("/path/to/supervisor4j", directory + "/supervisor4j")
                .replace("our-certificate.pem", directory + "/our-certificate.pem");
    }

    private static String store() {
        return directory.resolve("keys.p12").toString();
    }

    private static void java(String program, String... arguments) {
        run(Stream.concat(Stream.of(System.getProperty("java.home") + "/bin/" + program), Arrays.stream(arguments)).toArray(String[]::new));
    }

    private static void run(String... command) {
        Outcome outcome = Command.of(directory, command).run();
        assertThat(outcome.status()).as(outcome.toString()).isZero();
    }

    private static Path signed(String name, String key) throws IOException {
        Path jar = Files.copy(HELLO, directory.resolve(name));
        java("jarsigner", "-keystore", store(), "-storepass", "changeit", jar.toString(), key);
        return jar;
    }

    /** Complete from one moment to the next. */
    private static Path dropIn(Path jar) throws IOException {
        Path part = Files.copy(jar, plugins.resolve("." + jar.getFileName()));
        return Files.move(part, plugins.resolve(jar.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitRefusal(String jar, String reason) {
        Await.asserted(() -> assertThat(daemon.ctl("plugins").out())
                .containsPattern("(?m)^\\Q" + jar + "\\E +REFUSED *\n    .*\\Q" + reason));
        daemon.awaitMessage(jar + " cannot be installed and is left out: ");
    }

    private static boolean greets() {
        return daemon.rpc().call("hello.greet", XmlRpc.string("World")).body().contains("Hello, World!");
    }

    @Test
    void onlyWhatSomebodyTrustedHasSignedIsTakenAndOnlyFromAFolderThatNobodyElseCanWriteTo() throws IOException {
        assertThat(daemon.ctl("plugins").status()).as("its own are listed").isZero();

        Path unsigned = dropIn(HELLO);
        awaitRefusal(HELLO.getFileName().toString(), "it is not signed (expected: ");
        Files.delete(unsigned);
        Path foreign = dropIn(signed("foreign.jar", OTHERS));
        awaitRefusal("foreign.jar", "it is signed by nobody who is trusted");
        assertThat(greets()).isFalse();
        Files.delete(foreign);

        assertThat(daemon.ctl("plugins", "install", signed("ours.jar", OURS).toString()).out()).isEqualTo("ours.jar: installed\n");
        assertThat(greets()).isTrue();
        assertThat(daemon.ctl("plugins", "remove", "ours").status()).isZero();

        run("/bin/chmod", "o+w", plugins.toString());
        dropIn(directory.resolve("ours.jar"));
        daemon.awaitMessage("The plugin folder " + plugins + " cannot be used: everybody can write to it");
        assertThat(daemon.ctl("plugins", "install", directory.resolve("ours.jar").toString()).out()).contains("everybody can write to it");
        assertThat(greets()).isFalse();
        assertThat(daemon.messages("is removed")).as("what runs goes on").allMatch(line -> line.startsWith("Plugin ours.jar"));

        run("/bin/chmod", "o-w", plugins.toString());
        daemon.awaitMessage("Plugin ours.jar is active");
        Await.until("it greets", PluginTrustIT::greets);
    }
}
