package org.supervisor4j.acceptance.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Answer;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** Plugins of a running daemon by {@code supervisorctl plugins}; its program notices nothing. */
class PluginsActionIT {

    /** A component that cannot be made. */
    public static final class Unwilling implements Runnable {
        public Unwilling() {
            throw new IllegalStateException("no mood today");
        }

        @Override
        public void run() {
            // never made
        }
    }

    /** One whose reason cannot even be told. */
    public static final class Secretive implements Runnable {
        public Secretive() {
            throw new Untellable();
        }

        @Override
        public void run() {
            // never made
        }
    }

    /** What is thrown is a plugin's code, too. */
    public static final class Untellable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no text");
        }
    }

    private static final Path HELLO = Software.configured("example.plugin");
    private static final String NAME = "org.supervisor4j.example-rpc-hello";

    @TempDir
    private static Path directory;

    private static int port;
    private static Path plugins;
    private static SupervisorDaemon daemon;
    private static long program;
    private static List<String> own;

    @BeforeAll
    static void startOneProgram() throws IOException {
        Path home = Software.copyIn(directory);
        plugins = home.resolve("plugins");
        own = files();
        port = XmlRpc.freePort();
        daemon = SupervisorDaemon.startFrom(home, Conf.in(directory.resolve("run"))
                .section("inet_http_server", "port=127.0.0.1:" + port)
                .program("cat", "command=/bin/cat"));
        daemon.awaitState("cat", "RUNNING");
        program = daemon.pidOf("cat");
    }

    @AfterEach
    void nothingIsLeftAndTheProgramGoesOn() throws IOException {
        List<String> left = files();
        for (String file : left) {
            if (!own.contains(file)) {
                Files.delete(plugins.resolve(file)); // one failure is enough
            }
        }
        assertThat(left).isEqualTo(own);
        assertThat(daemon.pidOf("cat")).isEqualTo(program);
    }

    @AfterAll
    static void endTheDaemon() {
        if (daemon != null) {
            daemon.close();
        }
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(plugins)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static Outcome plugins(Object... words) {
        return daemon.ctl(Stream.concat(Stream.of("plugins"), Arrays.stream(words)).map(Object::toString).toArray(String[]::new));
    }

    private static Answer greet() {
        return daemon.rpc().call("hello.greet", XmlRpc.string("World"));
    }

    private static String sha256(Path jar) {
        return Command.of(directory, "/usr/bin/sha256sum", jar.toString()).run().out().split(" ")[0];
    }

    private static void java(String program, String... arguments) {
        Outcome outcome = Command.of(directory,
                        Stream.concat(Stream.of(System.getProperty("java.home") + "/bin/" + program), Arrays.stream(arguments)).toList())
                .run();
        assertThat(outcome.status()).as(outcome.toString()).isZero();
    }

    @Test
    void oneComesIsRestartedAndGoes() {
        assertThat(plugins("install", HELLO, "--sha256=" + sha256(HELLO)))
                .isEqualTo(new Outcome(0, HELLO.getFileName() + ": installed\n", ""));
        assertThat(greet().body()).contains("Hello, World!");
        assertThat(plugins().out()).containsPattern(HELLO.getFileName() + " +0\\.1\\.0\\S* +ACTIVE +rpc hello\n");
        assertThat(plugins("--json").out()).startsWith("{\"plugins\": [{\"name\": \"supervisor4j-").contains("{\"kind\": \"rpc\", \"name\": \"hello\"}");

        assertThat(plugins("restart", NAME).out()).isEqualTo(HELLO.getFileName() + ": restarted\n");
        assertThat(greet().body()).contains("Hello, World!");
        assertThat(plugins("install", HELLO).out()).as("again").isEqualTo(HELLO.getFileName() + ": installed\n");

        assertThat(plugins("remove", NAME)).isEqualTo(new Outcome(0, NAME + ": removed\n", ""));
        assertThat(greet().fault()).isEqualTo("1 UNKNOWN_METHOD");
        assertThat(plugins("remove", NAME)).isEqualTo(new Outcome(1, NAME + ": ERROR (no such plugin)\n", ""));
    }

    @Test
    void theDaemonsOwnAreAllActive() {
        Outcome all = plugins();
        assertThat(all.status()).as(all.out()).isZero();
        assertThat(all.out().lines()).hasSize(own.size()).allMatch(line -> line.contains(" ACTIVE "));
    }

    @Test
    void whatIsNotWhatItShouldBeIsRefused() throws IOException {
        String wrong = "0".repeat(64);
        assertThat(plugins("install", HELLO, "--sha256=" + wrong)).isEqualTo(new Outcome(1, HELLO + ": ERROR (its SHA-256 is "
                + sha256(HELLO) + " (expected: " + wrong + ", as was asked for))\n", ""));

        Path half = Files.write(directory.resolve("half.jar"), Arrays.copyOf(Files.readAllBytes(HELLO), 1_000));
        assertThat(plugins("install", half)).isEqualTo(
                new Outcome(1, half + ": ERROR (zip END header not found (expected: a complete jar))\n", ""));

        Path signed = Files.copy(HELLO, directory.resolve("signed.jar"), StandardCopyOption.REPLACE_EXISTING);
        String store = directory.resolve("key.p12").toString();
        java("keytool", "-genkeypair", "-alias", "key", "-keyalg", "EC", "-dname", "CN=tests", "-keystore", store, "-storepass", "changeit");
        java("jarsigner", "-keystore", store, "-storepass", "changeit", signed.toString(), "key");
        assertThat(plugins("install", signed).out()).isEqualTo("signed.jar: installed\n");
        assertThat(plugins("remove", "signed").status()).isZero();
        try (FileSystem content = FileSystems.newFileSystem(URI.create("jar:" + signed.toUri()), Map.of())) {
            Files.writeString(content.getPath("added"), "by somebody else");
        }
        assertThat(plugins("install", signed)).isEqualTo(new Outcome(1, signed + ": ERROR (its signature is broken: added is not "
                + "covered by it (expected: the jar as it was signed))\n", ""));
        assertThat(greet().fault()).isEqualTo("1 UNKNOWN_METHOD");
    }

    @Test
    void whatCannotBeMadeSaysWhy() throws IOException {
        saysWhyItIsNotMade("unwilling", "it could not be made: java.lang.IllegalStateException: no mood today", Unwilling.class);
    }

    @Test
    void whatCannotBeMadeForAReasonThatCannotBeToldIsNotActiveEither() throws IOException {
        saysWhyItIsNotMade("secretive", "it could not be made, for a reason that cannot be told", Secretive.class, Untellable.class);
    }

    private static void saysWhyItIsNotMade(String name, String why, Class<?>... classes) throws IOException {
        Path jar = component(directory.resolve(name + ".jar"), name, classes);
        String reason = name + ": " + why;
        assertThat(plugins("install", jar)).isEqualTo(
                new Outcome(7, name + ".jar: installed, but it is FAILED\n    " + reason + "\n", ""));
        Outcome all = plugins();
        assertThat(all.status()).isEqualTo(3);
        assertThat(all.out()).containsPattern(name + "\\.jar +1\\.0\\.0 +FAILED +service java\\.lang\\.Runnable\n    \\Q" + reason + "\\E\n");
        assertThat(plugins("remove", name).status()).isZero();
        assertThat(plugins().status()).isZero();
    }

    /** The first class is the component. */
    private static Path component(Path jar, String name, Class<?>... classes) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", name);
        headers.putValue("Bundle-Version", "1.0.0");
        headers.putValue("Service-Component", "OSGI-INF/component.xml");
        try (OutputStream file = Files.newOutputStream(jar); JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.putNextEntry(new JarEntry("OSGI-INF/component.xml"));
            out.write("""
                    <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="%s" immediate="true">
                      <implementation class="%s"/>
                      <service><provide interface="java.lang.Runnable"/></service>
                    </scr:component>
                    """.formatted(name, classes[0].getName()).getBytes());
            for (Class<?> type : classes) {
                String entry = type.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(entry));
                try (InputStream content = PluginsActionIT.class.getResourceAsStream("/" + entry)) {
                    content.transferTo(out);
                }
            }
        }
        return jar;
    }

    @Test
    void overTcpOrWithoutBeingAllowedToOneMayOnlyLook() {
        String url = "http://127.0.0.1:" + port;
        assertThat(daemon.ctl("-s", url, "plugins").status()).isZero();
        Outcome refused = daemon.ctl("-s", url, "plugins", "install", HELLO.toString());
        assertThat(refused.status()).isEqualTo(4);
        assertThat(refused.out()).contains(" without a password may not install ").contains("[plugins] requests=own");
    }

    @Test
    void whatCarriesRequestsIsNotRemovedByOne() {
        Outcome refused = plugins("remove", "org.supervisor4j.http");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out()).startsWith("org.supervisor4j.http: ERROR (it carries requests such as this one");
    }

    @Test
    void theMethodsCanBeSwitchedOff() {
        try (SupervisorDaemon other = SupervisorDaemon.start(Conf.in(directory.resolve("off")).section("plugins", "requests=off"))) {
            assertThat(other.rpc().call("system.listMethods").body()).doesNotContain("plugins.");
            Outcome outcome = other.ctl("plugins");
            assertThat(outcome.status()).isEqualTo(3);
            assertThat(outcome.out()).contains("did not recognize the plugins namespace").endsWith("requests=off in [plugins].\n");
            assertThat(other.stop()).isZero();
        }
    }
}
