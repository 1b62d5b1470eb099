package org.supervisor4j.acceptance.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.PluginJar;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** A plugin that never comes back, from its start or from its sections, costs itself, and some seconds; one that ends the daemon ends it in order. */
class TroublesomePluginsIT {

    @TempDir
    private Path directory;

    private Path home;

    @BeforeEach
    void copyTheDistribution() {
        home = Software.copyIn(directory);
    }

    /** Hangs where it is told to by an option of its section. */
    private Path slow() {
        return PluginJar.plain().offering("config.ConfigurationSection", "org.example.Slow").source("org.example.Slow", """
                package org.example;
                import org.supervisor4j.api.config.*;
                public class Slow implements ConfigurationSection {
                    @Override public void check(Sections sections, Problems problems) { hang(sections, "check"); }
                    @Override public void open(Sections sections) { hang(sections, "open"); }
                    private void hang(Sections sections, String where) {
                        for (Section section : sections.startingWith("slow:")) {
                            while (section.text("in").orElse("").equals(where)) {
                                try {
                                    new java.util.concurrent.CountDownLatch(1).await();
                                } catch (InterruptedException ignored) {
                                }
                            }
                        }
                    }
                }
                """).to(home.resolve("plugins/slow.jar"));
    }

    private Conf conf(String where) {
        return Conf.in(directory.resolve("run")).program("cat", "command=/bin/cat").section("slow:a", "in=" + where);
    }

    @Test
    void aRereadThatMeetsItIsRefusedAndWithoutItsJarEverythingIsAsBefore() throws IOException {
        slow();
        Conf conf = conf("nowhere");
        try (SupervisorDaemon daemon = SupervisorDaemon.startFrom(home, conf)) {
            daemon.awaitState("cat", "RUNNING");
            Files.writeString(conf.file(), Files.readString(conf.file()).replace("in=nowhere", "in=check"));
            String refusal = daemon.ctl("reread").out();
            assertThat(refusal).contains("org.example.Slow of slow.jar could not check [slow:a]", "has not come back for 10 s",
                    "org.example.Slow.hang", "removing slow.jar");
            assertThat(daemon.ctl("reread").out()).as("nobody waits once more").contains("is still at it");
            assertThat(daemon.ctl("status").out()).contains("RUNNING");
            Files.delete(home.resolve("plugins/slow.jar"));
            daemon.awaitMessage("Plugin slow.jar is removed");
            assertThat(daemon.ctl("reread").out()).isEqualTo("No config updates to processes\n");
            assertThat(daemon.stop()).isZero();
        }
    }

    @Test
    void theDaemonThatFindsOneInItsFolderComesUpWithoutItAndEndsAsIfItWereNotThere() {
        PluginJar.bundle("hanging").header("Bundle-Activator", "org.example.Hanging").header("Import-Package", "org.osgi.framework")
                .source("org.example.Hanging", """
                        package org.example;
                        import org.osgi.framework.*;
                        public class Hanging implements BundleActivator {
                            @Override public void start(BundleContext context) {
                                while (true) {
                                    try {
                                        new java.util.concurrent.CountDownLatch(1).await();
                                    } catch (InterruptedException ignored) {
                                    }
                                }
                            }
                            @Override public void stop(BundleContext context) {}
                        }
                        """).to(home.resolve("plugins/a-hanging.jar"));
        Conf conf = conf("nowhere");
        try (SupervisorDaemon daemon = SupervisorDaemon.startFrom(home, conf)) {
            daemon.awaitState("cat", "RUNNING");
            assertThat(daemon.ctl("plugins").out())
                    .containsPattern("(?m)^a-hanging\\.jar +\\S+ +FAILED *\n    its start has not come back for 10 s; it hangs in org\\.example\\.Hanging");
            assertThat(daemon.stop()).isZero();
            daemon.awaitMessage("The plugin a-hanging.jar is not stopped: it still hangs");
            assertThat(daemon.file("s")).as("the server's socket, for the others stop").doesNotExist();
        }
    }

    @Test
    void aStartThatMeetsItEndsAndSaysWhy() {
        slow();
        try (SupervisorDaemon daemon = SupervisorDaemon.launch(Software.OURS, home.resolve("bin/supervisord").toString(), conf("open"))) {
            assertThat(daemon.awaitEnd()).isEqualTo(2);
            assertThat(daemon.output()).contains("org.example.Slow of slow.jar failed to open its sections", "[slow:a]",
                    "has not come back for 10 s", "removing slow.jar");
        }
    }

    @Test
    void whatCallsExitLeavesNoProgramBehind() throws IOException {
        PluginJar.plain().offering("rpc.RpcNamespace", "p.Exit").source("p.Exit", """
                package p;
                import org.supervisor4j.api.rpc.*;
                import org.supervisor4j.api.service.ServiceProperties;
                @ServiceProperties(RpcNamespace.PREFIX + "=exit")
                public class Exit implements RpcNamespace {
                    @RpcMethod(help = "Never comes back.", returns = "int") public int now() { System.exit(3); return 0; }
                }
                """).to(home.resolve("plugins/exit.jar"));
        try (SupervisorDaemon daemon = SupervisorDaemon.startFrom(home, conf("nowhere"))) {
            daemon.awaitState("cat", "RUNNING");
            long cat = daemon.pidOf("cat");
            String call = "<?xml version='1.0'?><methodCall><methodName>exit.now</methodName></methodCall>";
            try (SocketChannel _ = daemon.rpc().open("POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: "
                    + call.length() + "\r\n\r\n" + call)) {
                assertThat(daemon.awaitEnd()).isZero();
            }
            assertThat(ProcessHandle.of(cat)).isEmpty();
            assertThat(daemon.messages("exit.jar: Runtime.exit() called with status: 3")).hasSize(1);
            assertThat(daemon.messages("System.exit was called")).hasSize(1);
            assertThat(daemon.messages("stopped: cat")).hasSize(1);
        }
    }
}
