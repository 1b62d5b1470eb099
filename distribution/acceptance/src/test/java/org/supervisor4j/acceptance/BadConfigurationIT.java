package org.supervisor4j.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.acceptance.support.Command;
import org.supervisor4j.acceptance.support.Outcome;
import org.supervisor4j.acceptance.support.Software;

/**
 * A configuration that is wrong: the reference's message, where it is, what was expected, exit status 2, and nothing
 * has happened. The message is compared with the one of the installed reference for the same file.
 */
class BadConfigurationIT {

    private static final Pattern MARK = Pattern.compile("@(\\w+)@(.*)");

    private static final String BASE = """
            [unix_http_server]
            file=%(here)s/s
            [rpcinterface:supervisor]
            supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
            [supervisord]
            logfile=%(here)s/d.log
            pidfile=%(here)s/d.pid
            childlogdir=%(here)s
            user=root
            [program:good]
            command=/usr/bin/touch %(here)s/touched
            """;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void placeTheFile() {
        file = directory.resolve("c");
    }

    /** {@code @option@} stands before the line that is wrong; {@code |} ends lines. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {
        "[program:x]|command=cat|@startsecs@startsecs=soon",
        "[program:x]|command=cat|@startretries@startretries=1.5",
        "[program:x]|command=cat|@stopwaitsecs@stopwaitsecs=",
        "[program:x]|command=cat|@autostart@autostart=maybe",
        "[program:x]|command=cat|@autorestart@autorestart=Sometimes",
        "[program:x]|command=cat|@exitcodes@exitcodes=0,256",
        "[program:x]|command=cat|@exitcodes@exitcodes=a",
        "[program:x]|command=cat|@stopsignal@stopsignal=NOPE",
        "[program:x]|command=cat|@stopsignal@stopsignal=999",
        "[program:x]|command=cat|@umask@umask=9",
        "[program:x]|command=cat|@user@user=nosuchuser",
        "[program:x]|command=cat|@user@user=987654",
        "[program:x]|command=cat|@priority@priority=high",
        "[program:x]|command=cat|@numprocs@numprocs=two",
        "[program:x]|command=cat|@numprocs_start@numprocs_start=x",
        "@process_name@[program:x]|command=cat|numprocs=2",
        "[program:x]|command=cat|numprocs=2|@process_name@process_name=x",
        "[program:x]|command=cat|@process_name@process_name=a:b",
        "[program:x]|command=cat|stopasgroup=true|@killasgroup@killasgroup=false",
        "[program:x]|command=cat|@redirect_stderr@redirect_stderr=both",
        "[program:x]|command=cat|@stdout_logfile@stdout_logfile=/no/such/dir/x.log",
        "[program:x]|command=cat|@stderr_logfile@stderr_logfile=%(here)s/none/x.log",
        "[program:x]|command=cat|@stdout_logfile_maxbytes@stdout_logfile_maxbytes=10K",
        "[program:x]|command=cat|@stdout_logfile_backups@stdout_logfile_backups=ten",
        "[program:x]|command=cat|@stdout_capture_maxbytes@stdout_capture_maxbytes=1XB",
        "[program:x]|command=cat|@environment@environment=A=1 B=2",
        "[program:x]|command=cat|@environment@environment=A=\"x",
        "[program:x]|@command@command=cat %(nope)s",
        "[program:x]|@command@command=date +%Y",
        "[program:x]|@command@command=cat %(process_num)q",
        "@command@[program:x]|priority=1",
        "[program:x]|command=cat|@directory@directory=%(ENV_NO_SUCH_VARIABLE_HERE)s",
        "[group:g]|@programs@programs=good,absent",
        "[group:g]|programs=good|@priority@priority=x",
        "[supervisord]|@loglevel@loglevel=warning",
        "[supervisord]|@logfile@logfile=/no/such/dir/d.log",
        "[supervisord]|@pidfile@pidfile=/no/such/dir/d.pid",
        "[supervisord]|@logfile_maxbytes@logfile_maxbytes=1 TB",
        "[supervisord]|@umask@umask=0x12",
        "[supervisord]|@directory@directory=/no/such/dir",
        "[supervisord]|@childlogdir@childlogdir=/no/such/dir",
        "[supervisord]|@nodaemon@nodaemon=perhaps",
        "[supervisord]|@minfds@minfds=many",
        "[supervisord]|@environment@environment=A",
        "[supervisord]|@user@user=nosuchuser",
        "[inet_http_server]|@port@port=localhost",
        "[inet_http_server]|@port@port=127.0.0.1:70000",
        "[inet_http_server]|@port@port=127.0.0.1:0",
        "@port@[inet_http_server]",
        "@file@[unix_http_server:two]",
        "[unix_http_server]|@chmod@chmod=rwx",
        "[unix_http_server]|@chown@chown=nosuchuser:root",
        "@files@[include]",
    })
    void isRefusedInTheReferencesWordsWithThePlaceAndNothingStarts(String text) throws IOException {
        Place place = write(text);

        Outcome ours = start(Software.OURS);
        Outcome reference = start(Software.REFERENCE);

        assertThat(ours.status()).isEqualTo(reference.status()).isEqualTo(2);
        assertThat(ours.out()).isEqualTo(reference.out()).isEmpty();
        assertThat(ours.err().lines().findFirst()).isEqualTo(reference.err().lines().findFirst());
        assertThat(ours.err()).startsWith("Error: ").contains("\n  at " + file + ":" + place.line() + ", ")
                .containsPattern("(?m)^  at .*\\[" + Pattern.quote(place.section()) + "\\] " + place.option() + "\\b")
                .containsPattern("(?m)^  at .* \\(expected: .+\\)$")
                .endsWith("For help, use " + Software.OURS.supervisord() + " -h\n");
        assertNothingHappened();
    }

    @Test
    void unreadableLinesAreAllShownAtOnceAsTheReferenceDoes() throws IOException {
        Files.writeString(file, BASE + "garbage\n[program:x]\ncommand=cat\nmore garbage\n= 3\n");
        Outcome ours = start(Software.OURS);
        Outcome reference = start(Software.REFERENCE);
        assertThat(ours.status()).isEqualTo(2);
        assertThat(ours.err().lines().limit(4)).isEqualTo(reference.err().lines().limit(4).toList()).hasSize(4);
        assertNothingHappened();
    }

    @Test
    void textBeforeTheFirstSectionIsRefused() throws IOException {
        Files.writeString(file, "key=value\n" + BASE);
        Outcome ours = start(Software.OURS);
        assertThat(ours.status()).isEqualTo(2);
        assertThat(ours.err().lines().limit(3)).isEqualTo(start(Software.REFERENCE).err().lines().limit(3).toList());
        assertNothingHappened();
    }

    @Test
    void aFileWithoutTheDaemonsSectionIsRefused() throws IOException {
        Files.writeString(file, "[program:x]\ncommand=/usr/bin/touch touched\n");
        Outcome ours = start(Software.OURS);
        assertThat(ours.status()).isEqualTo(2);
        assertThat(ours.err()).startsWith("Error: .ini file does not include supervisord section\n");
        assertThat(ours.err().lines().findFirst()).isEqualTo(start(Software.REFERENCE).err().lines().findFirst());
    }

    @Test
    void aNameThatNoProgramMayHaveIsRefused() throws IOException {
        Files.writeString(file, BASE + "[program:a b]\ncommand=cat\n");
        Outcome ours = start(Software.OURS);
        assertThat(ours.status()).isEqualTo(2);
        assertThat(ours.err().lines().findFirst()).isEqualTo(start(Software.REFERENCE).err().lines().findFirst());
        assertThat(ours.err()).contains("  at " + file + ":12, [program:a b]");
        assertNothingHappened();
    }

    @Test
    void aSectionThatNamesNoKnownInterfaceIsRefused() throws IOException {
        Files.writeString(file, BASE + "[rpcinterface:other]\nsupervisor.rpcinterface_factory=no.such:thing\n");
        Outcome ours = start(Software.OURS);
        assertThat(ours.status()).isEqualTo(2);
        assertThat(ours.err()).startsWith("Error: no.such:thing cannot be resolved within [rpcinterface:other]");
        assertNothingHappened();
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Files.write(file, new byte[] {'[', 's', ']', '\n', 'k', '=', (byte) 0xff, '\n'});
        Outcome ours = start(Software.OURS);
        assertThat(ours.status()).isEqualTo(2);
        assertThat(ours.err()).startsWith("Error: ").contains("0xff").contains(file.toString()).doesNotContain("\tat ");
    }

    @Test
    void aMissingFileAndAFolderAreRefused() throws IOException {
        Files.createDirectory(directory.resolve("folder"));
        for (String name : List.of("absent", "folder")) {
            file = directory.resolve(name);
            Outcome ours = start(Software.OURS);
            assertThat(ours.status()).isEqualTo(2);
            assertThat(ours.err().lines().findFirst()).isEqualTo(start(Software.REFERENCE).err().lines().findFirst());
        }
    }

    @Test
    void anErrorInAnIncludedFileNamesThatFile() throws IOException {
        Path included = Files.writeString(directory.resolve("more.ini"),
                "[program:x]\ncommand=cat\n\nstartsecs=soon\n");
        Files.writeString(file, BASE + "[include]\nfiles=*.ini\n");
        Outcome ours = start(Software.OURS);
        assertThat(ours.status()).isEqualTo(2);
        assertThat(ours.err().lines().findFirst()).isEqualTo(start(Software.REFERENCE).err().lines().findFirst());
        assertThat(ours.err()).contains("  at " + included + ":4, [program:x] startsecs = soon");
        assertNothingHappened();
    }

    @Test
    void allErrorsOfAFileAreShownInOneRunEachWithItsPlace() throws IOException {
        Files.writeString(file, BASE + """
                [program:x]
                command=cat
                autostart=maybe
                startsecs=soon
                [program:y]
                stopsignal=NOPE
                [inet_http_server]
                port=none
                [supervisord]
                loglevel=loud
                minfds=many
                [group:g]
                programs=absent
                """);
        Outcome ours = start(Software.OURS);
        assertThat(ours.status()).isEqualTo(2);
        assertThat(ours.err().lines().filter(line -> line.startsWith("Error: "))).hasSizeGreaterThanOrEqualTo(8);
        assertThat(ours.err()).contains(":14, [program:x] autostart = maybe", ":15, [program:x] startsecs = soon",
                ":16, [program:y] command", ":17, [program:y] stopsignal = NOPE", ":19, [inet_http_server] port = none",
                ":21, [supervisord] loglevel = loud", ":22, [supervisord] minfds = many",
                ":24, [group:g] programs = absent");
        assertThat(ours.err().lines().filter(line -> line.startsWith("For help"))).hasSize(1);
        assertNothingHappened();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"--bogus", "-v -Z", "foo", "-c", "--no", "--nodaemon=1", "-n -n", "-m 999", "-y 12XB",
            "-y 1k",
        "-e warning", "-d /no/such/dir", "-l /no/such/dir/x", "-j /no/such/x", "-a many", "-q /no/such", "-z 1.5",
        "--logf=x", "-c /no/such/file", "--configuration", "--umask=9", "--minprocs=x"})
    void aWrongCommandLineIsRefusedInTheReferencesWords(String words) {
        Outcome ours = commandLine(Software.OURS, words);
        Outcome reference = commandLine(Software.REFERENCE, words);
        assertThat(ours.status()).isEqualTo(2);
        assertThat(ours.out()).isEmpty();
        assertThat(ours.err().lines().findFirst()).isEqualTo(reference.err().lines().findFirst());
        assertThat(ours.err()).endsWith("For help, use " + Software.OURS.supervisord() + " -h\n");
    }

    @Test
    void helpAndVersionGoToStandardOutput() {
        for (String option : List.of("-h", "-?", "--help")) {
            Outcome help = commandLine(Software.OURS, option);
            assertThat(help.status()).isZero();
            assertThat(help.out()).contains("Usage: ").contains("-c/--configuration FILENAME")
                    .contains("-n/--nodaemon");
            assertThat(help.err()).isEmpty();
        }
        for (String words : List.of("-v", "--version", "--nod -v", "--logfile=x -v", "-y 1KB -v", "-e WARN -v")) {
            Outcome version = commandLine(Software.OURS, words);
            assertThat(version.status()).as(words).isZero();
            assertThat(version.out()).as(words).matches("\\d+\\.\\d+\\.\\d+\\S*\n");
        }
    }

    /** The machine may have a file in its usual place, so this looks at the places before that one. */
    @Test
    void aFileThatIsSearchedForIsReadWithAWarningToRoot() throws IOException {
        Files.createDirectory(directory.resolve("etc"));
        for (String name : List.of("etc/supervisord.conf", "supervisord.conf")) {
            Files.writeString(directory.resolve(name), BASE + "[program:x]\ncommand=cat\nstartsecs=" + name + "\n");
            Outcome ours = Command.of(directory, Software.OURS.supervisord()).run();
            assertThat(ours.status()).isEqualTo(2);
            assertThat(ours.err()).contains("Supervisord is running as root and it is searching for its configuration"
                    + " file in default locations").contains("int() with base 10: '" + name + "'");
        }
    }

    private Outcome commandLine(Software software, String words) {
        List<String> command = new ArrayList<>(List.of(software.supervisord()));
        command.addAll(List.of(words.split(" ")));
        return Command.of(directory, command).run();
    }

    /** Where the error is. */
    private record Place(int line, String section, String option) {
    }

    private Place write(String text) throws IOException {
        List<String> lines = new ArrayList<>(BASE.lines().toList());
        String section = "";
        Place place = null;
        for (String line : text.split("\\|")) {
            Matcher mark = MARK.matcher(line);
            String plain = mark.matches() ? mark.group(2) : line;
            lines.add(plain);
            if (plain.startsWith("[")) {
                section = plain.substring(1, plain.length() - 1);
            }
            if (mark.matches()) {
                place = new Place(lines.size(), section, mark.group(1));
            }
        }
        Files.write(file, lines);
        return place;
    }

    private Outcome start(Software software) {
        return Command.of(directory, software.supervisord(), "-n", "-c", file.toString()).run();
    }

    private void assertNothingHappened() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals("c") && !name.endsWith(".ini"))).isEmpty();
        }
    }
}
