package org.supervisor4j.acceptance.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.PluginJar;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** Declarative Services ends and begins anew, as it may from Felix's web console: everything of the daemon comes back. */
class ComponentRuntimeIT {

    @TempDir
    private Path directory;

    @Test
    void noSectionIsLostWhenTheComponentRuntimeBeginsAnew() {
        Path home = Software.copyIn(directory);
        try (SupervisorDaemon daemon = SupervisorDaemon.startFrom(home, Conf.in(directory.resolve("run")).program("cat", "command=/bin/cat"))) {
            daemon.awaitState("cat", "RUNNING");
            long pid = daemon.pidOf("cat");
            int before = daemon.messages("RPC interface 'supervisor' initialized").size();
            restarting().to(home.resolve("plugins/restarting.jar"));
            daemon.awaitMessage("the component runtime is back");

            daemon.awaitAnswer();
            assertThat(daemon.messages("RPC interface 'supervisor' initialized")).hasSize(before + 1);
            assertThat(daemon.pidOf("cat")).isEqualTo(pid);
            assertThat(daemon.ctl("reread").out()).isEqualTo("No config updates to processes\n");
            assertThat(daemon.messages("came late")).isEmpty();
            assertThat(daemon.stop()).isZero();
        }
    }

    private static PluginJar restarting() {
        return PluginJar.bundle("restarting").header("Bundle-Activator", "com.example.Restarting").header("Import-Package", "org.osgi.framework,org.slf4j")
                .source("com.example.Restarting", """
                        package com.example;
                        import org.osgi.framework.*;
                        public class Restarting implements BundleActivator {
                            @Override public void start(BundleContext context) {
                                new Thread(() -> {
                                    try {
                                        for (Bundle bundle : context.getBundles()) {
                                            if (bundle.getSymbolicName().equals("org.apache.felix.scr")) {
                                                bundle.stop();
                                                bundle.start();
                                            }
                                        }
                                        org.slf4j.LoggerFactory.getLogger(getClass()).info("the component runtime is back");
                                    } catch (BundleException e) {
                                        throw new IllegalStateException(e);
                                    }
                                }).start();
                            }
                            @Override public void stop(BundleContext context) {}
                        }
                        """);
    }
}
