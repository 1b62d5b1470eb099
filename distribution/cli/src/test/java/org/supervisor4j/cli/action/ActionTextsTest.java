package org.supervisor4j.cli.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.cli.rpc.FaultException;

class ActionTextsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "status | status | ''",
        "'  tail  -f   cat ' | tail | -f   cat",
        "tail-f cat | tail | -f cat",
        "restart-all | restart | -all",
        "? | help | ''",
        "?start | help | start",
        "? start | help | start",
        "!ls | '' | !ls",
        ":x | '' | :x",
        "'' | '' | ''",
        "status;status | status | ;status",
    })
    void aLineIsTakenApart(String line, String name, String arguments) {
        assertThat(ActionLine.parse(line).name()).isEqualTo(name);
        assertThat(ActionLine.parse(line).arguments().text()).isEqualTo(arguments);
    }

    @Test
    void wordsStandBetweenAnyWhiteSpace() {
        assertThat(new org.supervisor4j.cli.action.Arguments("a  b\t\n c\u00a0d\u2003e").words())
                .containsExactly("a", "b", "c", "d", "e");
        assertThat(new org.supervisor4j.cli.action.Arguments("").words()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"x, x, x, x", "g:p, g, p, g:p", "x:x, x, x, x", "g:*, g, , g:*", "g:, g, , g:*", "a:b:c, a, b:c, a:b:c",
        "*, *, *, *", "g:p*, g, p*, g:p*"})
    void namesMeanProcessesOrGroups(String word, String group, String process, String shown) {
        assertThat(NameSpec.parse(word)).isEqualTo(new NameSpec(group, process));
        assertThat(NameSpec.parse(word).format()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"'', -1600", "-5, -5", "-0, 0", "--5, 5", "-+7, -7", "-1_000, -1000", "-2147483648, -2147483648"})
    void lengthsAreOffsetsFromTheEnd(String option, int offset) {
        assertThat(TailLength.parse(option).offset()).isEqualTo(offset);
        assertThat(TailLength.parse(option).isEndless()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "-abc", "--", "-1_", "-_1", "-1__0", "5", "-1.5", "-ff"})
    void otherOptionsAreNoLengths(String option) {
        assertThat(TailLength.parse(option)).isNull();
    }

    @Test
    void aLengthMayBeTooLongForXmlRpc() {
        assertThat(TailLength.parse("-f").isEndless()).isTrue();
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> TailLength.parse("--2147483648").offset());
    }

    @Test
    void helpArrangesNamesInColumns() {
        assertThat(HelpAction.columns(List.of("add", "avail", "clear", "exit", "fg", "maintail", "open", "pid", "quit",
                "reload", "remove", "reread", "restart", "shutdown", "signal", "start", "status", "stop", "tail",
                "update", "version"))).containsExactly(
                "add    exit      open  reload  restart   start   tail   ",
                "avail  fg        pid   remove  shutdown  status  update ",
                "clear  maintail  quit  reread  signal    stop    version");
        assertThat(HelpAction.columns(List.of("a", "bb"))).containsExactly("a  bb");
        assertThat(HelpAction.columns(List.of("x".repeat(80), "y".repeat(80))))
                .containsExactly("x".repeat(80), "y".repeat(80));
        assertThat(HelpAction.columns(List.of("one"))).containsExactly("one");
    }

    @Test
    void everyActionHasItsOwnNameOfPlainCharacters() {
        Set<String> names = new HashSet<>();
        for (Action action : new Actions().builtIn()) {
            assertThat(names.add(action.name())).as(action.name()).isTrue();
            assertThat(ActionLine.parse(action.name()).name()).isEqualTo(action.name());
            assertThat(action.help().isEmpty() || action.help().startsWith(action.name())).isTrue();
            assertThat(new Actions().find(action.name()).getClass()).isEqualTo(action.getClass());
        }
        assertThat(new Actions().find("nosuch")).isNull();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new FaultException(92, "CANT_REREAD: it's bad"),
                        "<class 'xmlrpc.client.Fault'>, <Fault 92: \"CANT_REREAD: it's bad\">"),
                Arguments.of(new ConnectException("Verbindungsaufbau abgelehnt"),
                        "<class 'ConnectionRefusedError'>, [Errno 111] Connection refused"),
                Arguments.of(new ConnectException("Connection timed out"),
                        "<class 'TimeoutError'>, [Errno 110] Connection timed out"),
                Arguments.of(new NoRouteToHostException("x"), "<class 'OSError'>, [Errno 113] No route to host"),
                Arguments.of(new AccessDeniedException("/s"),
                        "<class 'PermissionError'>, [Errno 13] Permission denied"),
                Arguments.of(new UnknownHostException("x"),
                        "<class 'socket.gaierror'>, [Errno -2] Name or service not known"),
                Arguments.of(new SocketException("Broken pipe"), "<class 'OSError'>, Broken pipe"),
                Arguments.of(new IOException(), "<class 'OSError'>, null"),
                Arguments.of(new IllegalStateException("odd"), "<class 'java.lang.IllegalStateException'>, odd"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failuresAreToldWithTheReferencesClasses(Exception failure, String line) {
        assertThat(ErrorLine.of(failure)).isEqualTo("error: " + line);
    }
}
