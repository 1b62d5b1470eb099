package org.supervisor4j.acceptance.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LogLine;
import org.supervisor4j.acceptance.support.PluginJar;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** What plugins log stands in the activity log with the name of their jar, in whichever way they do it; what carries them is quiet. */
class PluginLogsIT {

    @TempDir
    private Path directory;

    @Test
    void everyWayOfLoggingIsHeardWithTheNameOfTheJar() throws IOException {
        Path home = Software.copyIn(directory);
        try (SupervisorDaemon daemon = SupervisorDaemon.startFrom(home, Conf.in(directory.resolve("run")).program("cat", "command=/bin/cat"))) {
            daemon.awaitState("cat", "RUNNING");
            int before = daemon.log().size();
            Path hello = Software.configured("example.plugin"); // a component: the component runtime has its say
            Files.copy(hello, home.resolve("plugins").resolve(hello.getFileName()));
            talkative().to(home.resolve("plugins/talkative.jar"));
            daemon.awaitMessage("Plugin talkative.jar is active");
            daemon.awaitMessage("Plugin " + hello.getFileName() + " is active");
            for (String way : new String[] {"slf4j", "java.util.logging", "System.Logger", "OSGi"}) {
                assertThat(daemon.messages(way)).containsExactly("talkative.jar: hello by " + way);
            }
            assertThat(daemon.log().stream().skip(before).map(LogLine::message))
                    .as("nobody else").allMatch(line -> line.startsWith("Plugin ") || line.startsWith("talkative.jar: hello by "));
            assertThat(daemon.stop()).isZero();
        }
    }

    private static PluginJar talkative() {
        return PluginJar.plain().offering("event.ProcessEventListener", "com.example.Talkative").source("com.example.Talkative", """
                package com.example;
                public class Talkative implements org.supervisor4j.api.event.ProcessEventListener {
                    public Talkative(org.osgi.service.log.LoggerFactory loggers) {
                        org.slf4j.LoggerFactory.getLogger(Talkative.class).info("hello by {}", "slf4j");
                        org.slf4j.LoggerFactory.getLogger(Talkative.class).debug("not now by slf4j");
                        java.util.logging.Logger.getLogger("com.example").info("hello by java.util.logging");
                        System.getLogger("com.example").log(System.Logger.Level.INFO, "hello by System.Logger");
                        loggers.getLogger(Talkative.class).info("hello by OSGi");
                    }
                    @Override public void onEvent(org.supervisor4j.api.event.Event event) {}
                }
                """);
    }
}
