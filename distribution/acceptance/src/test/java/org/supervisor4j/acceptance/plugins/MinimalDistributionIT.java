package org.supervisor4j.acceptance.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** The kernel alone, packed without any plugin and without what plugins need: it is controlled by signals and its configuration. */
class MinimalDistributionIT {

    private static final Path HOME = Software.configured("minimal");

    @TempDir
    private Path directory;

    @Test
    void thereIsNothingInItButTheKernel() throws IOException {
        assertThat(HOME.resolve("plugins")).doesNotExist();
        assertThat(HOME.resolve("lib/bundles")).doesNotExist();
        try (Stream<Path> jars = Files.list(HOME.resolve("lib"))) {
            assertThat(jars.map(jar -> jar.getFileName().toString()).filter(name -> name.startsWith("supervisor4j-"))
                    .map(name -> name.replaceAll("-\\d.*", "")))
                    .containsExactlyInAnyOrder("supervisor4j-api", "supervisor4j-config", "supervisor4j-core", "supervisor4j-launcher",
                            "supervisor4j-posix");
        }
    }

    @Test
    void itBootsAndSupervises() throws IOException {
        Conf conf = Conf.in(directory)
                .section("inet_http_server", "port=127.0.0.1:1")
                .program("teller", "command=/bin/sh -c 'echo said by $$; exec sleep 1000'", "startsecs=0",
                        "stdout_logfile=%(here)s/teller.log")
                .program("once", "command=/bin/true", "startsecs=0", "autorestart=unexpected");
        try (SupervisorDaemon daemon = SupervisorDaemon.launch(Software.OURS, HOME.resolve("bin/supervisord").toString(), conf)) {
            daemon.awaitMessage("success: teller entered RUNNING state");
            daemon.awaitMessage("exited: once (exit status 0; expected)");
            for (String section : List.of("inet_http_server", "unix_http_server", "rpcinterface:supervisor")) {
                assertThat(daemon.messages("section [" + section + "] (")).singleElement().asString()
                        .endsWith(") is ignored: no plugin reads it");
            }
            awaitOutput(daemon, 1);

            LiveProcess.signal("KILL", daemon.offspring().getFirst());
            awaitOutput(daemon, 2);

            Files.move(daemon.file("teller.log"), daemon.file("teller.old"));
            LiveProcess.signal("USR2", daemon.pid());
            daemon.awaitMessage("received SIGUSR2 indicating log reopen request");
            Await.until("the log is opened anew", () -> Files.exists(daemon.file("teller.log")));

            LiveProcess.signal("HUP", daemon.pid());
            awaitOutput(daemon, 1);
            assertThat(daemon.messages("supervisord started with pid " + daemon.pid())).as("a restart keeps the pid").hasSize(2);
            assertThat(daemon.log()).as(daemon.output()).noneMatch(line -> line.level().matches("ERRO|CRIT"));

            assertThat(daemon.stop()).isZero();
            assertThat(daemon.offspring()).isEmpty();
            assertThat(daemon.file("d.pid")).doesNotExist();
        }
    }

    @Test
    void whereNoClientCanReachTheDaemonItWarmsUpAllTheSame() throws IOException {
        Path home = directory.resolve("supervisor4j");
        Outcome prepared = Command.of(directory, "/bin/sh", "-c", "cp -r %1$s %2$s && rm -r %2$s/cache %2$s/plugins/*-http-*"
                .formatted(Software.distribution(), home)).run();
        assertThat(prepared.status()).as(prepared.toString()).isZero();

        Outcome warmUp = Command.of(directory, home.resolve("bin/warm-up").toString(), "supervisord").within(200).run();

        assertThat(warmUp.status()).as(warmUp.toString()).isZero();
        assertThat(home.resolve("cache")).isDirectoryContaining("glob:**/supervisor4j-launcher-*.jsa");
    }

    private static void awaitOutput(SupervisorDaemon daemon, int lines) {
        Await.until("the program has said something " + lines + " times", () -> {
            List<String> said = Files.readAllLines(daemon.file("teller.log"));
            return said.size() == lines && said.stream().allMatch(line -> line.startsWith("said by "));
        });
    }
}
