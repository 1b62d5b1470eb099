package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Answer;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** Plugins come, change and go while the daemon runs, and none of its twenty programs notices. */
class DropInIT {

    private static final int PROGRAMS = 20;

    @TempDir
    private Path directory;

    private final Path hello = Software.configured("example.plugin");
    private Path plugins;
    private SupervisorDaemon daemon;
    private List<Long> programs;

    @BeforeEach
    void startTwentyPrograms() {
        Path home = Software.copyIn(directory);
        plugins = home.resolve("plugins");
        daemon = SupervisorDaemon.startFrom(home, Conf.in(directory.resolve("run"))
                .program("cat", "command=/bin/cat", "numprocs=" + PROGRAMS, "process_name=%(process_num)02d", "startsecs=0"));
        Await.until("all programs run", () -> daemon.offspring().size() == PROGRAMS);
        programs = daemon.offspring();
    }

    @AfterEach
    void noProgramHasNoticed() {
        try (SupervisorDaemon ended = daemon) {
            assertThat(ended.offspring()).isEqualTo(programs);
            assertThat(ended.messages("exited:")).isEmpty();
            assertThat(ended.stop()).isZero();
        }
    }

    private void awaitGreeting() {
        Await.until("hello.greet answers", () -> {
            Answer greeting = daemon.rpc().call("hello.greet", XmlRpc.string("World"));
            return greeting.fault().isEmpty() && greeting.body().contains("Hello, World!");
        });
    }

    private void awaitUnknown() {
        Await.until("hello.greet is unknown", () -> daemon.rpc().call("hello.greet", XmlRpc.string("World")).fault()
                .equals("1 UNKNOWN_METHOD"));
    }

    private int messages(String part) {
        return daemon.messages(part).size();
    }

    @Test
    void aJarThatIsCopiedReplacedAndRemovedIsFollowed() throws IOException {
        awaitUnknown();
        Path jar = Files.copy(hello, plugins.resolve("hello.jar"));
        awaitGreeting();
        assertThat(daemon.rpc().call("system.listMethods").body()).contains("<string>hello.greet</string>");
        assertThat(daemon.rpc().call("system.methodHelp", XmlRpc.string("hello.greet")).fault()).isEmpty();

        Files.copy(hello, jar, StandardCopyOption.REPLACE_EXISTING);
        Await.until("it was replaced", () -> messages("Plugin hello.jar is active") == 2);
        awaitGreeting();

        Files.delete(jar);
        awaitUnknown();
        assertThat(daemon.rpc().call("system.listMethods").body()).doesNotContain("hello.greet");
    }

    @Test
    void halfAJarIsWaitedForAndTheVersionFromBeforeGoesOn() throws IOException {
        byte[] whole = Files.readAllBytes(hello);
        Path jar = Files.write(plugins.resolve("hello.jar"), Arrays.copyOf(whole, whole.length / 2));
        daemon.awaitMessage("hello.jar cannot be installed and is left out: zip END header not found");
        Files.write(jar, Arrays.copyOfRange(whole, whole.length / 2, whole.length), StandardOpenOption.APPEND);
        awaitGreeting();
        Files.write(jar, Arrays.copyOf(whole, 100));
        daemon.awaitMessage("the version from before goes on");
        awaitGreeting();
        assertThat(messages("cannot be installed")).isEqualTo(2);
    }

    @Test
    void theDaemonsOwnPluginsMayBeReplacedToo() throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(plugins)) {
            jars = files.toList();
        }
        for (Path jar : jars) {
            Path next = Files.copy(jar, directory.resolve("next.jar"), StandardCopyOption.REPLACE_EXISTING);
            Files.move(next, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
        Await.until("all are active again", () -> messages(" is active: org.supervisor4j.") == jars.size());
        daemon.awaitAnswer();
        assertThat(daemon.ctl("status").out().lines().filter(line -> line.contains(" RUNNING "))).hasSize(PROGRAMS);
        assertThat(daemon.ctl("reread").status()).isZero();
        assertThat(daemon.output()).doesNotContain("NoClassDefFoundError", "ClassNotFoundException");
    }

    @Test
    void whatIsBrokenCostsOnlyItselfAndTheLogNamesIt() throws IOException {
        Files.writeString(plugins.resolve("broken.jar"), "this is no jar");
        Files.copy(hello, plugins.resolve("hello.jar"));
        awaitGreeting();
        Files.copy(hello, plugins.resolve("twin.jar"));
        daemon.awaitMessage("twin.jar cannot be installed and is left out: it is org.supervisor4j.example-rpc-hello");
        daemon.awaitMessage("broken.jar cannot be installed and is left out: ");
        Files.delete(plugins.resolve("hello.jar"));
        daemon.awaitMessage("Plugin twin.jar is active");
        awaitGreeting();
    }
}
