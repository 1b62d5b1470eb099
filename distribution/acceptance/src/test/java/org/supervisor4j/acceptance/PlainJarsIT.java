package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Answer;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.LiveProcess;
import org.supervisor4j.acceptance.support.PluginJar;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;
import org.supervisor4j.acceptance.support.XmlRpc;

/** Jars without any OSGi, and plugins that fail while they are used: what runs goes on, and the log says whose fault it was. */
class PlainJarsIT {

    @TempDir
    private Path directory;

    private Path plugins;
    private SupervisorDaemon daemon;

    @BeforeEach
    void start() {
        Path home = Software.copyIn(directory);
        plugins = home.resolve("plugins");
        daemon = SupervisorDaemon.startFrom(home, Conf.in(directory.resolve("run"))
                .program("cat", "command=/bin/cat", "startsecs=0")
                .program("late", "command=/bin/sh -c 'echo \"colour=$COLOUR\"; exec sleep 600'", "autostart=false", "startsecs=0",
                        "stdout_logfile=%(here)s/late.log")
                .section("paint", "colour=blue"));
        daemon.awaitState("cat", "RUNNING");
    }

    @AfterEach
    void everythingElseWentOn() {
        try (SupervisorDaemon ended = daemon) {
            assertThat(ended.ctl("status", "cat").out()).contains("RUNNING");
            assertThat(ended.stop()).isZero();
        }
    }

    private void awaitFault(String method, String fault) {
        Await.until(method + " answers " + fault, () -> daemon.rpc().call(method).fault().equals(fault));
    }

    private void awaitExits(int count) {
        Await.until("exits.count answers " + count, () -> {
            Answer answer = daemon.rpc().call("exits.count", XmlRpc.string("cat"));
            return answer.fault().isEmpty() && answer.body().contains("<int>" + count + "</int>");
        });
    }

    @Test
    void theExampleCountsWhatEndsAndIsReplacedAndRemoved() throws IOException {
        Path jar = Files.copy(Software.configured("example.plain"), plugins.resolve("exits-1.0.jar"));
        awaitExits(0);
        daemon.awaitMessage("Plugin exits-1.0.jar is active: exits 1.0.0");
        LiveProcess.signal("KILL", daemon.offspring().getFirst());
        awaitExits(1);
        assertThat(daemon.rpc().call("exits.all").body()).contains("<name>cat</name>");
        assertThat(daemon.rpc().call("exits.count", XmlRpc.string("nosuch")).fault()).isEqualTo("1000 UNKNOWN: nosuch");
        assertThat(daemon.rpc().call("system.methodHelp", XmlRpc.string("exits.count")).body()).contains("how often a process has ended by itself");

        Files.copy(Software.configured("example.plain"), plugins.resolve("exits-2.0.jar"));
        Files.delete(jar);
        daemon.awaitMessage("Plugin exits-2.0.jar is active: exits 2.0.0");
        awaitExits(0);

        Files.delete(plugins.resolve("exits-2.0.jar"));
        awaitFault("exits.all", "1 UNKNOWN_METHOD");
    }

    @Test
    void aSectionAndItsVariablesMayBeAPlainJars() throws IOException {
        Path jar = PluginJar.plain().offering("config.ConfigurationSection", "p.Paint").source("p.Paint", """
                package p;
                import java.util.Map;
                import org.supervisor4j.api.config.*;
                public class Paint implements ConfigurationSection {
                    public void check(Sections sections, Problems problems) {}
                    public Map<String, String> childEnvironment(Sections sections) {
                        return Map.of("COLOUR", sections.startingWith("paint").getFirst().text("colour").orElseThrow());
                    }
                }
                """).to(plugins.resolve("paint.jar"));
        daemon.awaitMessage("Plugin paint.jar is active");
        assertThat(daemon.ctl("start", "late").status()).isZero();
        Await.until("the variable is there", () -> Files.readString(daemon.file("late.log")).equals("colour=blue\n"));
        Files.delete(jar);
        daemon.awaitMessage("Plugin paint.jar is removed");
        assertThat(daemon.ctl("restart", "late").status()).isZero();
        Await.until("the variable is gone", () -> Files.readString(daemon.file("late.log")).equals("colour=blue\ncolour=\n"));
    }

    @Test
    void aServletMayBeAPlainJars() {
        PluginJar.plain()
                .file("META-INF/services/jakarta.servlet.Servlet", "p.Page")
                .source("p.Page", """
                        package p;
                        import jakarta.servlet.*;
                        import org.supervisor4j.api.service.ServiceProperties;
                        @ServiceProperties("osgi.http.whiteboard.servlet.pattern=/page")
                        public class Page extends GenericServlet {
                            public void service(ServletRequest request, ServletResponse response) throws java.io.IOException {
                                response.getWriter().print("a page of a plain jar");
                            }
                        }
                        """)
                .to(plugins.resolve("page.jar"));
        Await.until("the page is there", () -> daemon.rpc().send("GET /page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .body().contains("a page of a plain jar"));
    }

    @Test
    void memoryAndStackThatAMethodUsesUpAreItsCallersFaultAndNobodyElses() {
        PluginJar.plain().offering("rpc.RpcNamespace", "p.Glutton").source("p.Glutton", """
                package p;
                import java.util.*;
                import org.supervisor4j.api.rpc.*;
                import org.supervisor4j.api.service.ServiceProperties;
                @ServiceProperties(RpcNamespace.PREFIX + "=glutton")
                public class Glutton implements RpcNamespace {
                    @RpcMethod(help = "Fills the heap of 128 MB.", returns = "int")
                    public int eat() {
                        List<byte[]> eaten = new ArrayList<>();
                        for (int i = 0; i < 400; i++) {
                            eaten.add(new byte[1 << 20]);
                        }
                        return eaten.size();
                    }
                    @RpcMethod(help = "Never ends.", returns = "int")
                    public int dig() {
                        return dig() + 1;
                    }
                }
                """).to(plugins.resolve("glutton.jar"));
        awaitFault("glutton.eat", "30 FAILED: unexpected error in glutton.eat, see the log of supervisord");
        awaitFault("glutton.dig", "30 FAILED: unexpected error in glutton.dig, see the log of supervisord");
        daemon.awaitMessage("glutton.eat() of the plugin glutton.jar raised");
        daemon.awaitMessage("glutton.dig() of the plugin glutton.jar raised");
        LiveProcess.signal("KILL", daemon.offspring().getFirst());
        Await.until("the killed child is replaced", () -> daemon.messages("spawned: 'cat'").size() == 2);
    }

    @Test
    void threadsThatAPluginLeavesBehindAreNamed() throws IOException {
        Path jar = PluginJar.plain().offering("event.ProcessEventListener", "p.Leaky").source("p.Leaky", """
                package p;
                import java.util.concurrent.*;
                import org.supervisor4j.api.event.*;
                public class Leaky implements ProcessEventListener {
                    public Leaky() {
                        Thread.ofPlatform().name("forgotten").start(() -> {
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
                    }
                    public void onEvent(Event event) {}
                }
                """).to(plugins.resolve("leaky.jar"));
        daemon.awaitMessage("Plugin leaky.jar is active");
        Files.delete(jar);
        daemon.awaitMessage("The plugin leaky.jar has left threads behind, which go on without it: forgotten (expected: ");
    }

    @Test
    void aComponentThatCannotBeMadeIsNotSaidToBeActive() {
        PluginJar.bundle("bad")
                .header("Import-Package", "org.supervisor4j.api.rpc")
                .header("Service-Component", "OSGI-INF/bad.xml")
                .file("OSGI-INF/bad.xml", """
                        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="p.Bad">
                          <property name="supervisor4j.rpc.prefix" value="bad"/>
                          <service><provide interface="org.supervisor4j.api.rpc.RpcNamespace"/></service>
                          <implementation class="p.Bad"/>
                        </scr:component>
                        """)
                .source("p.Bad", """
                        package p;
                        public class Bad implements org.supervisor4j.api.rpc.RpcNamespace {
                            public Bad() {
                                throw new IllegalStateException("no mood today");
                            }
                        }
                        """)
                .to(plugins.resolve("bad.jar"));
        daemon.awaitMessage("The plugin bad.jar goes without p.Bad: it could not be made: java.lang.IllegalStateException: no mood today");
        daemon.awaitMessage("The plugin bad.jar is not active: nothing of it could be made");
        assertThat(daemon.messages("Plugin bad.jar is active")).isEmpty();
        assertThat(daemon.messages("Error during instantiation")).hasSize(1);
    }
}
