package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.acceptance.support.Answer;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** The folder of plugins: what is dropped in works, what is broken costs only itself, what is missing is not missed. */
class PluginFolderIT {

    @TempDir
    private Path directory;

    private Path home;

    @BeforeEach
    void copyTheDistribution() {
        home = Software.copyIn(directory);
    }

    private Conf conf() {
        return Conf.in(directory.resolve("run")).program("cat", "command=/bin/cat");
    }

    @Test
    void aPluginThatIsDroppedInIsLoadedAndItsMethodsAnswer() throws IOException {
        Path jar = Software.configured("example.plugin");
        Files.copy(jar, home.resolve("plugins").resolve(jar.getFileName()));
        try (SupervisorDaemon daemon = SupervisorDaemon.startFrom(home, conf())) {
            Answer greeting = daemon.rpc().call("hello.greet", XmlRpc.string("World"));
            assertThat(greeting.status()).isEqualTo(200);
            assertThat(greeting.fault()).isEmpty();
            assertThat(greeting.body()).contains("World");
            assertThat(daemon.rpc().call("system.listMethods").body()).contains("<string>hello.greet</string>")
                    .contains("<string>supervisor.getState</string>");
            assertThat(daemon.rpc().call("hello.greet").fault()).isEqualTo("2 INCORRECT_PARAMETERS");
            daemon.awaitState("cat", "RUNNING");
            assertThat(daemon.stop()).isZero();
        }
    }

    @Test
    void aBrokenJarCostsOnlyItselfAndTheLogNamesIt() throws IOException {
        Files.writeString(home.resolve("plugins/broken.jar"), "this is no jar");
        Files.createDirectory(home.resolve("plugins/folder.jar"));
        Files.writeString(home.resolve("plugins/readme.txt"), "not for the daemon");
        try (SupervisorDaemon daemon = SupervisorDaemon.startFrom(home, conf())) {
            daemon.awaitState("cat", "RUNNING");
            daemon.awaitMessage("broken.jar");
            assertThat(daemon.output()).doesNotContain("readme.txt");
            assertThat(daemon.ctl("status").out()).contains("RUNNING");
            assertThat(daemon.stop()).isZero();
        }
    }

    @Test
    void aBundleThatNeedsWhatNobodyHasCostsOnlyItself() throws IOException {
        Path content = Files.createDirectories(directory.resolve("content/META-INF"));
        Files.writeString(content.resolve("MANIFEST.MF"), """
                Manifest-Version: 1.0
                Bundle-ManifestVersion: 2
                Bundle-SymbolicName: needy
                Bundle-Version: 1.0.0
                Import-Package: org.example.nowhere
                """);
        Outcome packed = Command.of(directory.resolve("content"), System.getProperty("java.home") + "/bin/jar",
                "--create",
                "--file", home.resolve("plugins/needy.jar").toString(), "--manifest", "META-INF/MANIFEST.MF").run();
        assertThat(packed.status()).as(packed.toString()).isZero();
        try (SupervisorDaemon daemon = SupervisorDaemon.startFrom(home, conf())) {
            daemon.awaitState("cat", "RUNNING");
            daemon.awaitMessage("needy");
            assertThat(daemon.output()).contains("org.example.nowhere");
            assertThat(daemon.stop()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "xmlrpc", "rpc-supervisor", "log-rotation", ""})
    void withoutAPluginOrWithoutAllTheDaemonStillBootsAndSupervises(String missing) throws IOException {
        assertThat(remove(missing)).as("plugins removed").isGreaterThan(0);
        // who names a plugin that is missing is told so: the next test
        Conf conf = conf().without("rpcinterface:supervisor");
        try (SupervisorDaemon daemon = launch(conf)) {
            daemon.awaitMessage("success: cat entered RUNNING state");
            assertThat(daemon.file("d.pid")).hasContent(Long.toString(daemon.pid()));
            List<Long> children = daemon.offspring();
            assertThat(children).hasSize(1);
            LiveProcess.signal("KILL", children.getFirst());
            Await.until("the killed child is replaced", () -> daemon.messages("spawned: 'cat'").size() == 2);
            assertThat(daemon.stop()).isZero();
            assertThat(daemon.offspring()).isEmpty();
        }
    }

    @Test
    void aSectionThatNamesAPluginWhichIsMissingIsAnErrorOfTheConfiguration() throws IOException {
        assertThat(remove("rpc-supervisor")).isEqualTo(1);
        try (SupervisorDaemon daemon = launch(conf())) {
            assertThat(daemon.awaitEnd()).isEqualTo(2);
            assertThat(daemon.output()).startsWith("Error: supervisor.rpcinterface:make_main_rpcinterface cannot be"
                    + " resolved within [rpcinterface:supervisor]");
            assertThat(daemon.file("d.pid")).doesNotExist();
        }
    }

    private SupervisorDaemon launch(Conf conf) {
        return SupervisorDaemon.launch(Software.OURS, home.resolve("bin/supervisord").toString(), conf);
    }

    private int remove(String plugin) throws IOException {
        try (Stream<Path> jars = Files.list(home.resolve("plugins"))) {
            List<Path> found = jars.filter(path -> path.getFileName().toString().startsWith("supervisor4j-" + plugin))
                    .toList();
            for (Path jar : found) {
                Files.delete(jar);
            }
            return found.size();
        }
    }
}
