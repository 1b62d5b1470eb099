package org.supervisor4j.acceptance.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Answer;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** Bundles that know nothing of Supervisor4J, dropped into a running daemon as they come from Maven Central. */
@Timeout(300)
class OsgiCitizensIT {

    private static final Path CITIZENS = Software.configured("citizens");
    /** What a command substitution in docs/how-to/use-felix-web-console.md makes of "secret". */
    private static final String HASH = "{sha-256}K7gNU3sdo+OL0wNhqoVWhr3g6s1xYv72ol/pe/Unols=";
    private static final Pattern COORDINATES = Pattern.compile("(?m)^\\| .* \\| `[\\w.]+:([\\w.]+):([\\d.]+)` \\|$");

    @TempDir
    private Path directory;

    private Path home;

    @BeforeEach
    void copyTheDistribution() {
        home = Software.copyIn(directory);
    }

    /** A daemon that is started by a script, with options for the JVM and something at its standard input. */
    private SupervisorDaemon start(Conf conf, String options, Path input) throws IOException {
        Path script = Files.writeString(directory.resolve("start"), """
                #!/bin/sh
                SUPERVISOR4J_OPTS='%s' exec %s/bin/supervisord "$@" <%s
                """.formatted(options, home, input));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return SupervisorDaemon.launch(Software.OURS, script.toString(), conf);
    }

    private Conf conf() {
        return Conf.in(directory.resolve("run")).program("cat", "command=/bin/cat", "numprocs=3", "process_name=%(process_num)d",
                "startsecs=0");
    }

    private List<Path> citizens(String part) throws IOException {
        try (Stream<Path> jars = Files.list(CITIZENS)) {
            return jars.filter(jar -> jar.getFileName().toString().contains(part)).sorted().toList();
        }
    }

    private void dropIn(SupervisorDaemon daemon, List<Path> jars) throws IOException {
        for (Path jar : jars) {
            Files.copy(jar, home.resolve("plugins").resolve(jar.getFileName()));
        }
        for (Path jar : jars) {
            daemon.awaitMessage("Plugin " + jar.getFileName() + " is active");
        }
    }

    private void remove(SupervisorDaemon daemon, List<Path> jars) throws IOException {
        for (Path jar : jars) {
            Files.delete(home.resolve("plugins").resolve(jar.getFileName()));
        }
        for (Path jar : jars) {
            daemon.awaitMessage("Plugin " + jar.getFileName() + " is removed");
        }
    }

    @Test
    void thePageNamesWhatIsTriedHere() throws IOException {
        String page = Files.readString(Software.configured("project.root").resolve("docs/how-to/use-felix-web-console.md"));
        List<String> named = COORDINATES.matcher(page).results().map(OsgiCitizensIT::jar).sorted().toList();
        assertThat(named).hasSize(7).isEqualTo(citizens("").stream().map(jar -> jar.getFileName().toString()).toList());
    }

    private static String jar(MatchResult coordinates) {
        return coordinates.group(1) + "-" + coordinates.group(2) + ".jar";
    }

    @Test
    void theWebConsoleWorksBehindBothLoginsAndCannotEndTheDaemon() throws IOException {
        int port = XmlRpc.freePort();
        Conf conf = conf().section("inet_http_server", "port=127.0.0.1:" + port, "username=ops", "password=secret");
        String options = "-Dfelix.webconsole.username=ops -Dfelix.webconsole.password=" + HASH;
        try (SupervisorDaemon daemon = start(conf, options, Path.of("/dev/null"))) {
            daemon.awaitAnswer();
            List<Long> programs = daemon.offspring();
            List<Path> jars = Stream.of("webconsole", "inventory", "encoder", "configadmin")
                    .flatMap(part -> onlyOne(part).stream()).toList();
            dropIn(daemon, jars);

            XmlRpc server = XmlRpc.tcp(port);
            Await.until("the console answers", () -> get(server, "ops:secret", "bundles").status() == 200);
            for (String others : List.of("", "admin:admin", "ops:" + HASH)) {
                assertThat(get(server, others, "bundles").status()).as(others).isEqualTo(401);
                assertThat(get(daemon.rpc(), others, "bundles").status()).as("%s, of the console alone", others).isEqualTo(401);
            }
            assertThat(get(server, "ops:secret", "bundles.json").body()).contains("org.supervisor4j.", "org.apache.felix.webconsole");
            for (String page : List.of("services", "configMgr", "vmstat", "licenses")) {
                assertThat(get(server, "ops:secret", page).status()).as(page).isEqualTo(200);
            }

            assertThat(ask(server, "POST", "ops:secret", "vmstat", "shutdown_type=Stop").status()).isEqualTo(200);
            daemon.awaitMessage("The plugin framework is not stopped for org.apache.felix.webconsole");
            assertThat(get(server, "ops:secret", "bundles").status()).isEqualTo(200);

            remove(daemon, jars);
            assertThat(get(server, "ops:secret", "bundles").status()).isEqualTo(404);
            assertGoesOn(daemon, programs);
        }
    }

    private List<Path> onlyOne(String part) {
        try {
            List<Path> found = citizens(part);
            assertThat(found).as(part).hasSize(1);
            return found;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Answer get(XmlRpc server, String credentials, String page) {
        return ask(server, "GET", credentials, page, "");
    }

    private static Answer ask(XmlRpc server, String method, String credentials, String page, String form) {
        String authorization = credentials.isEmpty() ? "" : "Authorization: Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)) + "\r\n";
        return server.send(method + " /system/console/" + page + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + authorization
                + (form.isEmpty() ? "" : "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n")
                + "\r\n" + form);
    }

    @Test
    void theShellObeysAndItsEndEndsNothingElse() throws IOException {
        Path keyboard = directory.resolve("keyboard");
        assertThat(Command.of(directory, "/usr/bin/mkfifo", keyboard.toString()).run().status()).isZero();
        try (SupervisorDaemon daemon = start(conf(), "", keyboard)) {
            List<Long> programs;
            try (OutputStream keys = Files.newOutputStream(keyboard)) {
                daemon.awaitAnswer();
                programs = daemon.offspring();
                dropIn(daemon, citizens("gogo"));
                keys.write("lb -s\n".getBytes(StandardCharsets.UTF_8));
                keys.flush();
                Await.until("the bundles are listed", () -> daemon.output().contains("|org.supervisor4j."));
            }
            daemon.awaitMessage("The plugin framework is not stopped for org.apache.felix.gogo.shell");

            remove(daemon, citizens("gogo"));
            assertGoesOn(daemon, programs);
        }
    }

    @Test
    void aShellThatIsTaughtSoLeavesTheInputAlone() throws IOException {
        for (Path jar : citizens("gogo")) {
            Files.copy(jar, home.resolve("plugins").resolve(jar.getFileName()));
        }
        try (SupervisorDaemon daemon = start(conf(), "-Dgosh.args=--nointeractive", Path.of("/dev/null"))) {
            daemon.awaitAnswer();
            List<Long> programs = daemon.offspring();
            remove(daemon, citizens("gogo")); // waits for the shell's end
            assertThat(daemon.output()).doesNotContain("Welcome", "not stopped for");
            assertGoesOn(daemon, programs);
        }
    }

    private static void assertGoesOn(SupervisorDaemon daemon, List<Long> programs) {
        assertThat(daemon.ctl("status").out().lines().filter(line -> line.contains(" RUNNING "))).hasSize(3);
        assertThat(daemon.rpc().call("system.listMethods").body()).contains("supervisor.getState");
        assertThat(daemon.offspring()).hasSize(3).isEqualTo(programs);
        assertThat(daemon.messages("came late")).isEmpty();
        assertThat(daemon.stop()).isZero();
    }
}
