package org.supervisor4j.acceptance.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** The shells complete actions, options and the names that a daemon knows: a real bash and a real zsh. */
@TestInstance(Lifecycle.PER_CLASS)
class CompletionIT {

    private static final Path SHARE = Software.distribution().resolve("share");

    /** Options as they are typed; both shells are to ask the daemon of the file "c", which is also "a b", in the home directory. */
    private static final List<String> NAMING_THE_DAEMON = List.of("-cc", "--configuration=c", "--configuration c",
            "-c 'c'", "-c $PWD/c", "-c \"${PWD}/c\"", "--configuration=$PWD/c", "-c ~/c", "-c a\\ b", "-c \"a b\"",
            "-i -c c -r x");
    /** Files as they are typed that a shell would get by running something. */
    private static final List<String> RUNNING_SOMETHING = List.of("$(touch ran;echo c)", "\"$(touch ran; echo c)\"",
            "\"`touch ran`c\"", "'$(touch ran)'", "${x[$(touch ran)]}c", "c;touch ran;");

    private Path directory;

    private SupervisorDaemon daemon;

    @BeforeAll
    void start(@TempDir Path shared) throws IOException {
        directory = shared;
        Files.createSymbolicLink(directory.resolve("a b"), Path.of("c"));
        daemon = SupervisorDaemon.start(Conf.in(directory).program("web", "command=/bin/cat", "autostart=false")
                .program("worker", "command=/bin/cat", "autostart=false", "numprocs=2",
                        "process_name=%(program_name)s_%(process_num)d")
                .program("a", "command=/bin/cat", "autostart=false").section("group:jobs", "programs=a"));
    }

    @AfterAll
    void stop() {
        daemon.close();
    }

    private Path resource(String shell) throws IOException {
        Path file = directory.resolve("complete-" + shell);
        try (var stream = CompletionIT.class.getResourceAsStream("/completion/" + shell)) {
            return Files.write(file, stream.readAllBytes());
        }
    }

    private static String xmlRpc() throws IOException {
        try (Stream<Path> jars = Files.list(Software.distribution().resolve("plugins"))) {
            return jars.map(jar -> jar.getFileName().toString()).filter(jar -> jar.startsWith("supervisor4j-xmlrpc-")).findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void bashCompletesActionsOptionsAndNames() throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("supervisorctl sh", "shutdown");
        expected.put("supervisorctl -c c re", "reload remove reread restart");
        expected.put("supervisorctl -c c help sta", "start status");
        expected.put("supervisorctl --hi", "--history_file");
        expected.put("supervisorctl -c complete-b", "complete-bash");
        expected.put("supervisorctl -c c stop w", "web worker:worker_0 worker:* worker:worker_1");
        expected.put("supervisorctl -c c start web worker:", "worker_0 * worker_1"); // readline keeps what ends in a colon
        expected.put("supervisorctl -c c restart al", "all");
        expected.put("supervisorctl -c c remove ", "jobs web worker");
        expected.put("supervisorctl -c c signal US", "USR1 USR2");
        expected.put("supervisorctl -c c signal USR1 we", "web");
        expected.put("supervisorctl -c c status --", "--json");
        expected.put("supervisorctl -c c tail -", "-f");
        expected.put("supervisorctl -c c version w", "");
        expected.put("supervisorctl -c c plugins re", "remove restart");
        expected.put("supervisorctl -c c plugins restart supervisor4j-xm", xmlRpc());
        expected.put("supervisorctl -c c plugins install complete-b", "complete-bash");
        expected.put("supervisorctl -c c plugins install x.jar --", "--sha256=");
        for (String options : NAMING_THE_DAEMON) {
            expected.put("supervisorctl " + options + " stop we", "web");
        }
        expected.put("supervisorctl --conf c stop we", "web");
        expected.put("supervisorctl -h -c c stop we", "web");
        for (String file : RUNNING_SOMETHING) {
            expected.put("supervisorctl -c " + file + " stop we", "");
        }
        expected.put("supervisorctl -s unix:///nobody/here start ", "");
        Outcome outcome = Command.of(directory, "/bin/bash", "--norc", resource("bash").toString(),
                SHARE.resolve("bash-completion/completions/supervisorctl").toString(), Software.OURS.bin().toString())
                .with("HOME", directory.toString()).reading(String.join("\n", expected.keySet()) + "\n").run();
        assertThat(outcome.err()).isEmpty();
        assertThat(directory.resolve("ran")).doesNotExist();
        List<String> answers = outcome.out().lines().toList();
        int line = 0;
        for (Map.Entry<String, String> entry : expected.entrySet()) {
            assertThat(answers.get(line++)).as(entry.getKey()).isEqualTo(entry.getValue());
        }
    }

    @Test
    void zshCompletesThemToo() throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("supervisorctl shut", "supervisorctl shutdown |");
        expected.put("supervisorctl -c c stop we", "supervisorctl -c c stop web |");
        expected.put("supervisorctl -c c stop worker:worker_", "supervisorctl -c c stop worker:worker_|");
        expected.put("supervisorctl -c c stop worker:\\*", "supervisorctl -c c stop worker:\\* |");
        expected.put("supervisorctl -c c start jobs:a", "supervisorctl -c c start jobs:a |");
        expected.put("supervisorctl -c c remove jo", "supervisorctl -c c remove jobs |");
        expected.put("supervisorctl -c c signal US", "supervisorctl -c c signal USR|");
        expected.put("supervisorctl -c c avail -", "supervisorctl -c c avail --json |");
        expected.put("supervisorctl -c c plugins inst", "supervisorctl -c c plugins install |");
        expected.put("supervisorctl -c c plugins remove supervisor4j-xm", "supervisorctl -c c plugins remove " + xmlRpc() + " |");
        for (String options : NAMING_THE_DAEMON) {
            expected.put("supervisorctl " + options + " stop we", "supervisorctl " + options + " stop web |");
        }
        for (String file : RUNNING_SOMETHING.subList(0, 5)) { // a semicolon ends the command
            expected.put("supervisorctl -c " + file + " stop we", "supervisorctl -c " + file + " stop we|");
        }
        Outcome outcome = Command.of(directory, Software.installed("/usr/bin/zsh", "zsh"), "-f",
                resource("zsh").toString(), SHARE.resolve("zsh/site-functions").toString(),
                Software.OURS.bin().toString()).with("HOME", directory.toString())
                .reading(String.join("\n", expected.keySet()) + "\n").run();
        assertThat(directory.resolve("ran")).doesNotExist();
        assertThat(outcome.status()).as(outcome.toString()).isZero();
        assertThat(Files.readAllLines(directory.resolve("lines"))).containsExactlyElementsOf(expected.values());
    }

    @Test
    void everyActionOfTheHelpIsKnownToBoth() throws IOException {
        String[] blocks = daemon.ctl("help").out().split("=+\n");
        String bash = Files.readString(SHARE.resolve("bash-completion/completions/supervisorctl"));
        String zsh = Files.readString(SHARE.resolve("zsh/site-functions/_supervisorctl"));
        assertThat(blocks).hasSizeGreaterThan(1);
        for (String action : blocks[1].strip().split("\\s+")) {
            assertThat(bash).containsPattern("actions='[^']*\\b" + action + "\\b");
            assertThat(zsh).contains("'" + action + ":");
        }
    }
}
