package org.supervisor4j.plugin.fastcgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.api.config.TestSection;
import org.supervisor4j.api.program.GroupType;

class FastCgiProgramsTest {

    private static final String UNIX = "socket=unix:///run/app.sock";
    private static final String TCP = "socket=tcp://localhost:9000";

    private final List<String> problems = new ArrayList<>();
    private final RecordingSockets sockets = new RecordingSockets();
    private final FastCgiPrograms programs = new FastCgiPrograms(sockets, new KnownAccounts());

    private GroupType read(String... lines) {
        return programs.read(TestSection.of("fcgi-program:app", lines), (_, key, message, _) -> problems.add(key + ": " + message));
    }

    private SocketSpec socket(String... lines) {
        GroupType group = read(lines);
        assertThat(problems).isEmpty();
        return ((FastCgiGroup) group).socket();
    }

    private SocketSpec.Unix unix(String... lines) {
        return (SocketSpec.Unix) socket(lines);
    }

    @Nested
    class ASocket {
        @ParameterizedTest(name = "{0} is {1}")
        @CsvSource({
            "unix:///run/app.sock, unix:///run/app.sock",
            "unix:///run/./x/../app.sock, unix:///run/app.sock",
            "unix:////run//app.sock/, unix:///run/app.sock",
            "unix:///run/ÄÖ ü, unix:///run/ÄÖ ü",
            "tcp://LOCALHOST:9000, tcp://localhost:9000",
            "tcp://127.0.0.1:09000, tcp://127.0.0.1:9000",
            "tcp://*:65535, tcp://*:65535",
            "tcp://h:1, tcp://h:1",
        })
        void isKnownByItsUrl(String text, String url) {
            assertThat(socket("socket=" + text).url()).isEqualTo(url);
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(quoteCharacter = '`', value = {
            "unix://run/app, ('Unix socket path %s is not an absolute path'; 'run/app')",
            "unix://, ('Unix socket path %s is not an absolute path'; '')",
            "unix://it's, ('Unix socket path %s is not an absolute path'; \"it's\")",
            "/run/app.sock, ('Bad socket format %s'; '/run/app.sock')",
            "UNIX:///run/app, ('Bad socket format %s'; 'UNIX:///run/app')",
            "tcp://:9000, ('Bad socket format %s'; 'tcp://:9000')",
            "tcp://host, ('Bad socket format %s'; 'tcp://host')",
            "tcp://a b:9000, ('Bad socket format %s'; 'tcp://a b:9000')",
            "tcp://::1:9000, ('Bad socket format %s'; 'tcp://::1:9000')",
            "tcp://host:9000/, ('Bad socket format %s'; 'tcp://host:9000/')",
            "tcp://host:-1, ('Bad socket format %s'; 'tcp://host:-1')",
            "tcp://host:0, 0 is below lower bound (1)",
            "tcp://host:65536, 65536 is above upper bound (65535)",
            "tcp://host:99999999999999999999, 99999999999999999999 is above upper bound (65535)",
        })
        void thatIsWrongIsRefusedInSupervisordsWords(String text, String message) {
            read("socket=" + text);

            assertThat(problems)
                    .containsExactly("socket: " + message.replace(';', ',') + " in [fcgi-program:app] socket");
        }

        @Test
        void mustBeThere() {
            read("command=/bin/cat");
            read("socket=");

            String text = "socket: [fcgi-program:app] section requires a \"socket\" line";
            assertThat(problems).containsExactly(text, text);
        }

        @Test
        void whoseTextCannotBeReadIsNotReportedAsMissingToo() {
            GroupType group = read("socket=unix:///%(nope)s");

            assertThat(problems).isEmpty();
            assertThat(group).isNotInstanceOf(FastCgiGroup.class);
        }
    }

    @Nested
    class TheOptionsOfAUnixSocket {
        @Test
        void haveDefaults() {
            assertThat(unix(UNIX))
                    .isEqualTo(new SocketSpec.Unix(Path.of("/run/app.sock"), Optional.empty(), 0_700, 4096));
        }

        @Test
        void areTaken() {
            assertThat(unix(UNIX, "socket_owner=web:root", "socket_mode=0660", "socket_backlog=65535"))
                    .isEqualTo(new SocketSpec.Unix(
                            Path.of("/run/app.sock"),
                            Optional.of(new SocketOwner(33, OptionalInt.of(0))),
                            0_660,
                            65_535));
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource({"web, 33, -1", "33, 33, -1", "web:web, 33, 34", "33:34, 33, 34", "0:web, 0, 34", "root:0, 0, 0"})
        void theOwnerIsAUserAndPerhapsAGroupByNameOrNumber(String text, int uid, int gid) {
            OptionalInt group = gid < 0 ? OptionalInt.empty() : OptionalInt.of(gid);

            assertThat(unix(UNIX, "socket_owner=" + text).owner()).contains(new SocketOwner(uid, group));
        }

        @ParameterizedTest(name = "'{0}'")
        @ValueSource(strings = {
            "nosuch", "99999", "-1", "99999999999", "web:nosuch", "web:99999", ":web", "web:", "", "web:web:web"
        })
        void anOwnerThatDoesNotExistIsRefused(String text) {
            read(UNIX, "socket_owner=" + text);

            assertThat(problems).containsExactly("socket_owner: Invalid socket_owner value " + text);
        }

        @Test
        void theOwnerIsTheUserOfTheProcessesWithItsPrimaryGroupUnlessThatIsTheDaemonsOwn() {
            assertThat(unix(UNIX, "user=web").owner()).contains(new SocketOwner(33, OptionalInt.of(34)));
            assertThat(unix(UNIX, "user=33").owner()).contains(new SocketOwner(33, OptionalInt.of(34)));
            assertThat(unix(UNIX, "user=root").owner()).isEmpty();
            assertThat(unix(UNIX, "user=web", "socket_owner=root").owner())
                    .contains(new SocketOwner(0, OptionalInt.empty()));
        }

        @ParameterizedTest(name = "{0} is {1}")
        @CsvSource({"0, 0", "777, 511", "0o600, 384", "07777, 4095", "0_700, 448", "+7, 7"})
        void theModeIsOctal(String text, int mode) {
            assertThat(unix(UNIX, "socket_mode=" + text).mode()).isEqualTo(mode);
        }

        @ParameterizedTest(name = "'{0}'")
        @ValueSource(strings = {"8", "rwx", "", "0x7", "-1", "10000"})
        void anotherModeIsRefused(String text) {
            read(UNIX, "socket_mode=" + text);

            assertThat(problems).containsExactly("socket_mode: Invalid socket_mode value " + text);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"socket_owner=web", "socket_mode=0700"})
    void aTcpSocketHasNeitherOwnerNorMode(String line) {
        read(TCP, line);

        assertThat(problems).containsExactly(
                "socket: socket_owner and socket_mode params should only be used with a Unix domain socket"
                        + " in [fcgi-program:app] socket");
    }

    @Test
    void aTcpSocketDoesNotMindTheUserOfTheProcesses() {
        assertThat(socket(TCP, "user=web", "socket_backlog=7")).isEqualTo(new SocketSpec.Tcp("localhost", 9000, 7));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {0, -1, 65_536})
    void aBacklogOutOfBoundsIsRefused(int backlog) {
        read(UNIX, "socket_backlog=" + backlog);

        assertThat(problems).containsExactly("socket_backlog: Invalid socket_backlog value " + backlog);
    }

    @Test
    void anUnknownUserIsRefusedBeforeAllElse() {
        read("user=nosuch", "socket_backlog=0", "socket_owner=nosuch", "socket_mode=9", "socket=x");
        read("user=99999", UNIX);

        assertThat(problems).containsExactly(
                "user: Invalid user name nosuch",
                "socket_backlog: Invalid socket_backlog value 0",
                "socket_owner: Invalid socket_owner value nosuch",
                "socket_mode: Invalid socket_mode value 9",
                "socket: socket_owner and socket_mode params should only be used with a Unix domain socket"
                        + " in [fcgi-program:app] socket",
                "user: Invalid user id 99999");
    }

    @Test
    void readingOpensNothingAndWhatHasProblemsCannotBeActivated() {
        socket(TCP);
        GroupType wrong = read(UNIX, "socket_mode=9");

        assertThatThrownBy(wrong::activate).isInstanceOf(IllegalStateException.class);
        assertThat(sockets.asked).isEmpty();
    }

    @Test
    void onlyAnotherUrlMakesADifferenceToAnUpdate() {
        GroupType group = read(UNIX);

        assertThat(read(UNIX, "socket_owner=web", "socket_mode=0777", "socket_backlog=1", "user=web"))
                .isEqualTo(group).hasSameHashCodeAs(group);
        assertThat(read("socket=unix:///run/../run/app.sock")).isEqualTo(group);
        assertThat(read("socket=unix:///run/other.sock")).isNotEqualTo(group);
        assertThat(read(TCP)).isNotEqualTo(group).isEqualTo(read("socket=tcp://LocalHost:9000", "socket_backlog=1"));
        assertThat(group).isNotEqualTo(null).isNotEqualTo("unix:///run/app.sock");
        assertThat(problems).isEmpty();
    }
}
