package org.supervisor4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SupervisorctlTest {

    private static final String FOOTER = "For help, use /usr/bin/supervisorctl -h\n";

    @TempDir
    private Path directory;

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("c"), text);
    }

    private Settings settings(Map<String, String> environment, String... args) throws Exception {
        return new SettingsReader(directory.resolve("none/bin/supervisorctl").toString(), environment, directory)
                .read(ClientCommandLine.parse(List.of(args)));
    }

    private static String error(String... args) {
        Outcome outcome = InProcess.run(args);
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("Error: ").endsWith("\n" + FOOTER);
        return outcome.err().substring("Error: ".length(), outcome.err().length() - FOOTER.length() - 1);
    }

    @Test
    void theCommandLineBeatsTheFileAndTheFileTheDefaults() throws Exception {
        Path file = write("""
                [supervisorctl]
                serverurl = http://file:1
                username = file-user
                prompt = %(ENV_WHERE)s> 100%%
                history_file = %(here)s/../h
                """);
        Settings settings = settings(Map.of("WHERE", "here"), "-c", file.toString(), "-p", "pw", "status", "-s", "x");
        assertThat(settings.serverUrl()).isEqualTo("http://file:1");
        assertThat(settings.credentials().username()).isEqualTo("file-user");
        assertThat(settings.credentials().password()).isEqualTo("pw");
        assertThat(settings.prompt()).isEqualTo("here> 100%");
        assertThat(settings.historyFile()).isEqualTo(directory.getParent().resolve("h").toString());
        assertThat(settings.words()).containsExactly("status", "-s", "x");
        assertThat(settings.toString()).doesNotContain("pw");
        assertThat(settings(Map.of("WHERE", ""), "-c", file.toString(), "-s", "unix://relative", "-r", "mine", "x"))
                .satisfies(given -> {
                    assertThat(given.serverUrl()).isEqualTo("unix://relative");
                    assertThat(given.historyFile()).isEqualTo("mine");
                    assertThat(given.credentials()).as("a user without a password").isNull();
                });
    }

    @Test
    void withoutAValueThereAreDefaults() throws Exception {
        Settings settings = settings(Map.of(), "-c", write("[supervisorctl]\nhistory_file =\n").toString(), "status");
        assertThat(settings).isEqualTo(
                new Settings("http://localhost:9001", null, null, "supervisor", null, null, null, null, List.of(), false,
                        List.of("status")));
    }

    @Test
    void withoutAFileThereAreDefaultsToo() throws Exception {
        SettingsReader reader = new SettingsReader("supervisorctl", Map.of(), directory) {
            @Override
            Path search(String argv0) {
                return null;
            }
        };
        Settings settings = reader.read(ClientCommandLine.parse(List.of("pid")));
        assertThat(settings).isEqualTo(
                new Settings("http://localhost:9001", null, null, "supervisor", null, null, null, null, List.of(), false,
                        List.of("pid")));
    }

    @Test
    void aFileBesideTheProgramIsFound() throws Exception {
        Files.createDirectories(directory.resolve("opt/etc"));
        Files.writeString(directory.resolve("opt/etc/supervisord.conf"), "[supervisorctl]\nserverurl=unix:///found\n");
        String program = directory.resolve("opt/bin/supervisorctl").toString();
        Settings settings = new SettingsReader(program, Map.of(), directory)
                .read(ClientCommandLine.parse(List.of("status")));
        assertThat(settings.serverUrl()).isEqualTo("unix:///found");
    }

    @Test
    void socketsInTheFileAreMadeAbsolute() throws Exception {
        Path file = write("[supervisorctl]\nserverurl=unix://run/../s\n");
        assertThat(settings(Map.of(), "-c", file.toString(), "x").serverUrl())
                .isEqualTo("unix://" + directory.resolve("s"));
        write("[supervisorctl]\nserverurl=unix://~/s\n");
        assertThat(settings(Map.of("HOME", "/home/me"), "-c", file.toString(), "x").serverUrl())
                .isEqualTo("unix:///home/me/s");
        write("[supervisorctl]\nserverurl=unix://%(here)s/s\n");
        assertThat(settings(Map.of(), "-c", file.toString(), "x").serverUrl()).isEqualTo("unix://" + directory + "/s");
    }

    @Test
    void usersAreLookedUpInThePasswordFile() throws Exception {
        Path file = write("root:x:0:0:root:/root:/bin/sh\nbroken:x\nann:x:1001:1001::/home/ann:/bin/sh\n");
        PasswordFile users = new PasswordFile(file);
        assertThat(users.homeOf("ann")).isEqualTo(Optional.of("/home/ann"));
        assertThat(users.homeOf("broken")).isEmpty();
        assertThat(users.uidOf("ann")).isEqualTo(OptionalInt.of(1001));
        assertThat(users.uidOf("bob")).isEmpty();
        assertThat(users.exists(0)).isTrue();
        assertThat(users.exists(7)).isFalse();
        assertThat(new PasswordFile(directory.resolve("absent")).homeOf("ann")).isEmpty();
    }

    @Test
    void whatIsWrongWithTheFileIsAUsageError() throws Exception {
        Path file = write("[supervisorctl]\nserverurl=%(nope)s\n");
        assertThat(error("-c", file.toString(), "pid")).startsWith("Format string '%(nope)s' for "
                + "'supervisorctl.serverurl' contains names ('nope') which cannot be expanded. Available names: ");
        write("[supervisorctl]\ngarbage\n");
        assertThat(error("-c", file.toString(), "pid"))
                .isEqualTo("Source contains parsing errors: '" + file + "'\n\t[line  2]: 'garbage\\n'");
        write("[supervisord]\n");
        assertThat(error("-c", file.toString(), "-s", "http://x", "pid"))
                .isEqualTo(".ini file does not include supervisorctl section");
        assertThat(error("-c", file + "x", "pid")).isEqualTo("could not find config file " + file + "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "/x", "http://", "unix:", ":x", "1http://x", "http://?q", "http//x"})
    void whatIsNoUrlIsRefused(String url) {
        assertThat(error("-s", url, "pid"))
                .isEqualTo("invalid value for -s '" + url + "': value '" + url + "' is not a URL");
    }

    @Test
    void anOptionIsGivenOnce() {
        assertThat(error("-i", "-i")).isEqualTo("conflicting command line option '-i'");
    }

    @Test
    void withoutWordsOrWithTheOptionItIsInteractive() throws Exception {
        String file = write("[supervisorctl]\n").toString();
        assertThat(settings(Map.of(), "-c", file).interactive()).isTrue();
        assertThat(settings(Map.of(), "-c", file, "-i", "pid").interactive()).isTrue();
        assertThat(settings(Map.of(), "-c", file, "pid").interactive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "-?"})
    void helpGoesToStdout(String option) {
        Outcome outcome = InProcess.run(option);
        assertThat(outcome.status()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("Usage: /usr/bin/supervisorctl [options] ")
                .contains("-s/--serverurl URL -- ");
        assertThat(InProcess.run(option, "-s", "foo")).as("what follows does not matter").isEqualTo(outcome);
        assertThat(error("-s", "foo", option)).startsWith("invalid value for -s");
        assertThat(error(option, "-Z")).isEqualTo("option -Z not recognized");
    }

    @Test
    void outputThatCannotBeWrittenIsAFailure() throws Exception {
        String file = write("[supervisorctl]\nserverurl=unix:///nowhere\n").toString();
        assertThat(onAFullDisk("", "-h")).isEqualTo(1);
        assertThat(onAFullDisk("", "-c", file, "help")).isEqualTo(1);
        assertThat(onAFullDisk("help\n", "-c", file)).as("a shell").isEqualTo(1);
        assertThat(onAFullDisk("", "-c", file, "status")).as("what failed already").isEqualTo(4);
    }

    private int onAFullDisk(String input, String... args) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = new Supervisorctl(InProcess.PROGRAM, Map.of(), directory).run(List.of(args),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(full, true, StandardCharsets.UTF_8), InProcess.printer(err));
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("Error: the output could not be written\n");
        return status;
    }
}
