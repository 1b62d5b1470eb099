package org.supervisor4j.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.ctl.CtlCommand;
import org.supervisor4j.cli.ScriptedServer;
import org.supervisor4j.cli.action.Actions;
import org.supervisor4j.cli.action.Interpreter;
import org.supervisor4j.cli.action.Session;
import org.supervisor4j.cli.rpc.ServerUrl;
import org.supervisor4j.cli.shell.Completion;
import org.supervisor4j.cli.shell.PlainInput;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ini.IniFile;

@Timeout(30)
class CtlPluginsTest {

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path folder;
    private String url = "unix:///nowhere";
    private Session session;

    @BeforeEach
    void createTheFolder() throws IOException {
        folder = Files.createDirectory(directory.resolve("plugins"));
        Files.writeString(folder.resolve("readme.txt"), "not a plugin");
        jar("bundle-without-actions");
    }

    private void jar(String name, Class<?>... commands) throws IOException {
        jar(name, Arrays.stream(commands).map(Class::getName).collect(Collectors.joining("\n")));
    }

    private void jar(String name, String services) throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve(name + ".jar"));
                ZipOutputStream jar = new ZipOutputStream(file)) {
            jar.putNextEntry(new ZipEntry(services.isEmpty() ? "x" : "META-INF/services/" + CtlCommand.class.getName()));
            jar.write(services.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static PrintStream printer(ByteArrayOutputStream target) {
        return new PrintStream(target, true, StandardCharsets.UTF_8);
    }

    private CtlPlugins plugins(PluginSection... sections) {
        return new CtlPlugins(folder, List.of(sections), printer(err));
    }

    private int run(CtlPlugins plugins, String line) {
        out.reset();
        PrintStream printer = printer(out);
        session = new Session(ServerUrl.parse(url), null, printer, printer(err),
                new PlainInput(new ByteArrayInputStream(new byte[0]), printer, printer), false);
        new Interpreter(session, new Actions(plugins)).execute(line);
        return session.exitStatus();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PluginSection section(String name, String factory, Map<String, String> options) {
        return new PluginSection(name, factory, options);
    }

    @Test
    void aJarThatIsThereIsEnough() throws IOException {
        jar("a", SampleCommands.Greet.class);
        assertThat(run(plugins(), "greet the  world")).isZero();
        assertThat(out()).isEqualTo("Hello [the, world]\n");
        assertThat(run(plugins(), "help greet")).isZero();
        assertThat(out()).isEqualTo("greet <name>\tGreets.\n");
        assertThat(run(plugins(), "greets")).isEqualTo(1);
        assertThat(out()).isEqualTo("*** Unknown syntax: greets\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void helpListsEachPluginInABlock() throws Exception {
        jar("a", SampleCommands.Greet.class, SampleCommands.Status.class, SampleCommands.Secret.class);
        CtlPlugins plugins = plugins(section("zed", "sample", Map.of()));
        plugins.check();
        assertThat(run(plugins, "help")).isZero();
        assertThat(out()).startsWith("\ndefault commands (type help <topic>):\n").endsWith("""

                zed commands (type help <topic>):
                =================================
                greet  status

                """);
        assertThat(run(plugins(), "help")).isZero();
        assertThat(out()).endsWith("\n\nsample commands (type help <topic>):\n====================================\n"
                + "greet  status\n\n");
    }

    @Test
    void builtInActionsAreNeverReplaced() throws IOException {
        jar("a", SampleCommands.Status.class);
        assertThat(run(plugins(), "status")).isEqualTo(4);
        assertThat(out()).isEqualTo("unix:///nowhere no such file\n");
    }

    @Test
    void whoUsesBuiltInActionsDoesNotPayForPlugins() throws IOException {
        jar("a", SampleCommands.Unmakeable.class);
        Files.writeString(folder.resolve("b.jar"), "no jar");
        CtlPlugins plugins = plugins();
        run(plugins, "status");
        run(plugins, "help status");
        assertThat(err()).as("nobody has looked").isEmpty();
        run(plugins, "nosuch");
        assertThat(err()).contains("a.jar").contains("b.jar");
    }

    @Test
    void aSectionConfiguresItsOwnInstance() throws Exception {
        jar("a", SampleCommands.Greet.class);
        CtlPlugins plugins = plugins(section("loud", "sample", Map.of("greeting", "HELLO")),
                section("soft", "sample", Map.of()));
        plugins.check();
        assertThat(plugins.blocks()).extracting(block -> block.name()).containsExactly("loud", "soft");
        run(plugins, "greet x");
        assertThat(out()).as("the first section counts").isEqualTo("HELLO [x]\n");
    }

    @Test
    void aSectionThatIsWrongIsAnError() throws IOException {
        jar("a", SampleCommands.Greet.class, SampleCommands.Unmakeable.class);
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(plugins(section("z", "zed:make", Map.of()))::check)
                .withMessage("zed:make cannot be resolved within [ctlplugin:z]: no plugin of that name can be used"
                        + " (expected: one of sample)");
        assertThat(err()).contains("a.jar cannot be used: ").contains("Unmakeable").contains("on purpose");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(plugins(section("z", "sample", Map.of("nosuch", "1")))::check)
                .withMessage("[ctlplugin:z]: unexpected options [nosuch] (expected: greeting)");
    }

    @Test
    void sectionsAreReadInOrderWithTheirOptionsExpanded() throws Exception {
        Path file = Files.writeString(directory.resolve("c"), """
                [DEFAULT]
                stray=1
                [ctlplugin:b]
                supervisor.ctl_factory = %(ENV_WHO)s
                Greeting = 100%%
                [supervisorctl]
                [ctlplugin:a]
                supervisor.ctl_factory=x
                """);
        assertThat(PluginSection.readAll(IniFile.read(file), Map.of("WHO", "me"))).containsExactly(
                section("b", "me", Map.of("greeting", "100%")), section("a", "x", Map.of()));
        Files.writeString(file, "[ctlplugin:x]\ngreeting=%(here)s\n[ctlplugin:y]\n");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PluginSection.readAll(IniFile.read(file), Map.of()))
                .satisfies(e -> assertThat(e.problems()).extracting(problem -> problem.message()).hasSize(3)
                        .contains("section [ctlplugin:x] does not specify a supervisor.ctl_factory",
                                "section [ctlplugin:y] does not specify a supervisor.ctl_factory"));
    }

    @Test
    void aBrokenPluginCostsItself() throws IOException {
        jar("bad", SampleCommands.Unmakeable.class, SampleCommands.BadName.class, SampleCommands.class);
        jar("worse", "no.such.Type");
        Files.writeString(folder.resolve("worst.jar"), "no jar");
        jar("good", SampleCommands.Greet.class);
        assertThat(run(plugins(), "greet x")).isZero();
        assertThat(out()).isEqualTo("Hello [x]\n");
        assertThat(err().lines()).hasSize(5).allMatch(line -> line.contains(" cannot be used: "))
                .anyMatch(line -> line.contains("bad.jar") && line.contains("on purpose"))
                .anyMatch(line -> line.contains("name: a b (expected: letters, digits and underscores)"))
                .anyMatch(line -> line.contains("not a subtype"))
                .anyMatch(line -> line.contains("worse.jar") && line.contains("no.such.Type"))
                .anyMatch(line -> line.contains("worst.jar"));
    }

    @Test
    void whatFailsWhileItRunsIsALine() throws IOException {
        jar("a", SampleCommands.Greet.class);
        assertThat(run(plugins(), "greet nobody")).isEqualTo(1);
        assertThat(out()).isEqualTo("error: <class 'java.lang.IllegalStateException'>, nobody is here\n");
        assertThat(run(plugins(), "greet linkage")).isEqualTo(1);
        assertThat(out()).isEqualTo("error: <class 'java.lang.IllegalStateException'>, the plugin cannot be used: "
                + "java.lang.NoClassDefFoundError: org/example/Missing\n");
        assertThat(run(plugins(), "greet endless")).isEqualTo(1);
        assertThat(out()).isEqualTo("error: <class 'java.lang.IllegalStateException'>, the plugin has failed: "
                + "java.lang.StackOverflowError\n");
        assertThat(run(plugins(), "greet wrong")).isEqualTo(1);
        assertThat(out()).isEqualTo("error: <class 'java.lang.IllegalStateException'>, the plugin has failed: "
                + "java.lang.AssertionError: cannot be\n");
        assertThat(run(plugins(), "greet memory")).isEqualTo(1);
        assertThat(out()).isEqualTo("error: <class 'MemoryError'>, not enough memory: Java heap space"
                + " (SUPERVISOR4J_OPTS=-Xmx2g allows for more)\n");
        assertThat(run(plugins(), "greet daemon")).isEqualTo(1);
        assertThat(out()).isEqualTo("error: <class 'FileNotFoundError'>, [Errno 2] No such file or directory\n");
        assertThat(run(plugins(), "greet 5")).isEqualTo(5);
    }

    @Test
    void aFaultIsThePluginsToSeeAndOtherwiseALine() throws IOException {
        try (ScriptedServer server = ScriptedServer.at(directory.resolve("s"))) {
            server.fault("hello.greet", 1000, "UNNAMED: who").answer("hello.greet", "<string>x</string>");
            jar("a", SampleCommands.Greet.class);
            url = server.url();
            assertThat(run(plugins(), "greet daemon")).isEqualTo(1);
            assertThat(out()).isEqualTo("error: <class 'xmlrpc.client.Fault'>, <Fault 1000: 'UNNAMED: who'>\n");
        }
    }

    @Test
    void aPluginMayLeaveTheShell() throws IOException {
        jar("a", SampleCommands.Greet.class);
        run(plugins(), "greet x");
        assertThat(session.isEnded()).isFalse();
        run(plugins(), "greet bye");
        assertThat(session.isEnded()).isTrue();
    }

    @Test
    void theTabKeyKnowsActionsOfPluginsAndTheirArguments() throws IOException {
        jar("a", SampleCommands.Greet.class);
        run(plugins(), "");
        Completion completion = new Completion(new Actions(plugins()), session);
        assertThat(completion.candidates("gr", "gr")).containsExactly("greet");
        assertThat(completion.candidates("greet ", "")).containsExactly("moon", "world");
        assertThat(completion.candidates("greet w", "w")).containsExactly("world");
        assertThat(completion.candidates("greet boom", "boom")).isEmpty();
        assertThat(completion.candidates("greet endless", "endless")).isEmpty();
    }

    @Test
    void withoutAFolderThereAreNone() {
        assertThat(new CtlPlugins(null, List.of(), printer(err)).blocks()).isEmpty();
        assertThat(new CtlPlugins(directory.resolve("absent"), List.of(), printer(err)).blocks()).isEmpty();
        assertThat(err()).isEmpty();
    }
}
