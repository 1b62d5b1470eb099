package org.supervisor4j.acceptance.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.acceptance.support.Await;
import org.supervisor4j.acceptance.support.Conf;
import org.supervisor4j.acceptance.support.PluginJar;
import org.supervisor4j.acceptance.support.Software;
import org.supervisor4j.acceptance.support.SupervisorDaemon;

/** {@code supervisorctl plugins} shows nothing as if it were there which is not, and says why; so does the log as soon as it comes. */
class PluginStatesIT {

    private static final String TAKEN_AWAY = " (expected: one of the two is removed, or has another ";

    @TempDir
    private static Path directory;

    private static Path plugins;
    private static SupervisorDaemon daemon;

    @BeforeAll
    static void start() {
        Path home = Software.copyIn(directory);
        plugins = home.resolve("plugins");
        rpc("dice", "first").to(plugins.resolve("a-first.jar"));
        rpc("plugins", "hidden").to(plugins.resolve("a-hider.jar"));
        rpc("supervisor", "hidden").to(plugins.resolve("a-usurper.jar"));
        daemon = SupervisorDaemon.startFrom(home, Conf.in(directory.resolve("run")).section("paint", "colour=none"));
    }

    @AfterAll
    static void stop() {
        try (SupervisorDaemon ended = daemon) {
            assertThat(ended == null ? 0 : ended.stop()).isZero();
        }
    }

    private static PluginJar rpc(String prefix, String method) {
        return PluginJar.plain().offering("rpc.RpcNamespace", "p.Namespace").source("p.Namespace", """
                package p;
                import org.supervisor4j.api.rpc.*;
                import org.supervisor4j.api.service.ServiceProperties;
                @ServiceProperties(RpcNamespace.PREFIX + "=%s")
                public class Namespace implements RpcNamespace {
                    @RpcMethod(help = "Of a test.", returns = "int") public int %s() { return 1; }
                }
                """.formatted(prefix, method));
    }

    private static PluginJar kind() {
        return PluginJar.plain().offering("program.ProgramType", "p.Kind").source("p.Kind", """
                package p;
                import org.supervisor4j.api.config.*;
                import org.supervisor4j.api.program.*;
                import org.supervisor4j.api.service.ServiceProperties;
                @ServiceProperties(ProgramType.KIND + "=odd")
                public class Kind implements ProgramType {
                    @Override public GroupType read(Section section, Problems problems) { throw new UnsupportedOperationException(); }
                }
                """);
    }

    /** What is shown of a jar, when that is so. */
    private static void awaitShown(String jar, String state, String contributions, String reason) {
        Await.asserted(() -> assertThat(daemon.ctl("plugins").out())
                .containsPattern("(?m)^\\Q" + jar + "\\E +\\S+ +" + state + " *" + contributions + "\n    \\Q" + reason));
    }

    @Test
    void ofTwoNamespacesWithOnePrefixThatWhichIsNotPublishedSaysSo() throws IOException {
        String reason = "it is not published under 'dice' as long as that of a-first.jar is" + TAKEN_AWAY + "prefix)";
        Path second = rpc("dice", "second").to(plugins.resolve("second.jar"));
        awaitShown("second.jar", "WAITING", "", "rpc dice: " + reason);
        daemon.awaitMessage("RPC namespace 'dice' of second.jar is not published as long as that of a-first.jar is" + TAKEN_AWAY + "prefix)");
        assertThat(daemon.rpc().call("system.listMethods").body()).contains("dice.first").doesNotContain("dice.second");

        Files.delete(plugins.resolve("a-first.jar"));
        Await.asserted(() -> assertThat(daemon.ctl("plugins").out()).containsPattern("second\\.jar +\\S+ +ACTIVE +rpc dice\n"));
        assertThat(daemon.rpc().call("system.listMethods").body()).contains("dice.second");
        Files.delete(second);
    }

    @Test
    void theDaemonsOwnMethodsAreNotHiddenByWhoComesFirst() {
        awaitShown("a-hider.jar", "WAITING", "", "rpc plugins: it is not published under 'plugins' as long as that of supervisor4j-rpc-plugins");
        awaitShown("a-usurper.jar", "WAITING", "", "rpc supervisor: it is not published under 'supervisor' as long as that of "
                + "supervisor4j-rpc-supervisor");
        rpc("system", "hidden").to(plugins.resolve("system.jar"));
        awaitShown("system.jar", "FAILED", "", "rpc system: it cannot be published under 'system': the prefix system is the daemon's own");
        assertThat(daemon.messages("RPC namespace 'system' of system.jar cannot be published")).isNotEmpty();
        assertThat(daemon.rpc().call("system.listMethods").body()).doesNotContain("hidden");
    }

    @Test
    void aServletWhosePathIsTakenSaysSoAndDoesNotComeBeforeTheDaemonsOwn() throws IOException {
        Path usurper = plugins.resolve("usurper.jar");
        PluginJar.plain().file("META-INF/services/jakarta.servlet.Servlet", "p.Usurper").source("p.Usurper", """
                package p;
                import jakarta.servlet.http.*;
                import org.supervisor4j.api.service.ServiceProperties;
                @ServiceProperties("osgi.http.whiteboard.servlet.pattern=/RPC2")
                public class Usurper extends HttpServlet {}
                """).to(usurper);
        String reason = "the path is that of supervisor4j-xmlrpc";
        awaitShown("usurper.jar", "WAITING", "", "servlet /RPC2: " + reason);
        daemon.awaitMessage("The servlet at '/RPC2' of usurper.jar answers nobody: " + reason);
        Path own;
        try (Stream<Path> jars = Files.list(plugins)) {
            own = jars.filter(jar -> jar.getFileName().toString().startsWith("supervisor4j-xmlrpc")).findFirst().orElseThrow();
        }
        Files.setLastModifiedTime(own, FileTime.from(Instant.now().plusSeconds(1))); // so it comes anew, after the other
        daemon.awaitMessage("Plugin " + own.getFileName() + " is loaded anew");
        Await.until("it answers again", () -> daemon.rpc().call("supervisor.getState").status() == 200);
        awaitShown("usurper.jar", "WAITING", "", "servlet /RPC2: " + reason);
        Files.delete(usurper);
    }

    @Test
    void ofTwoSectionKindsThatWhichDoesNotCountSaysSoWhenItComes() {
        kind().to(plugins.resolve("kind-1.jar"));
        daemon.awaitMessage("Plugin kind-1.jar is active");
        kind().to(plugins.resolve("kind-2.jar"));
        daemon.awaitMessage("The section kind 'odd' of kind-2.jar does not count as long as that of kind-1.jar is there" + TAKEN_AWAY + "name)");
        awaitShown("kind-2.jar", "WAITING", "", "section kind odd: it does not count as long as that of kind-1.jar is there");
    }

    @Test
    void aPluginWhoseSectionsAreWrongIsNotActive() {
        PluginJar.plain().offering("config.ConfigurationSection", "p.Paint").source("p.Paint", """
                package p;
                import org.supervisor4j.api.config.*;
                public class Paint implements ConfigurationSection {
                    public void check(Sections sections, Problems problems) {
                        sections.startingWith("paint").forEach(section -> problems.add(section, "colour", "no such colour: none", "red"));
                    }
                }
                """).to(plugins.resolve("paint.jar"));
        awaitShown("paint.jar", "FAILED", "", "configuration paint: its sections are not opened (expected: they are right; the next reread "
                + "opens them then): Error: no such colour: none at " + daemon.file("c") + ":");
    }

    @Test
    void aServiceThatCannotBeMadeForAReasonThatCannotBeToldIsNotShownAsMade() {
        PluginJar.bundle("secretive").header("Service-Component", "OSGI-INF/c.xml").header("Import-Package", "org.supervisor4j.api.event")
                .file("OSGI-INF/c.xml", """
                        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="ears">
                          <implementation class="p.Ears"/>
                          <service><provide interface="org.supervisor4j.api.event.ProcessEventListener"/></service>
                        </scr:component>
                        """)
                .source("p.Ears", """
                        package p;
                        import org.supervisor4j.api.event.*;
                        public class Ears implements ProcessEventListener {
                            public Ears() {
                                throw new RuntimeException() {
                                    @Override public String getMessage() { throw new IllegalStateException("no text"); }
                                };
                            }
                            @Override public void onEvent(Event event) {}
                        }
                        """).to(plugins.resolve("secretive.jar"));
        awaitShown("secretive.jar", "FAILED", ".*", "ears: it could not be made, for a reason that cannot be told");
    }
}
