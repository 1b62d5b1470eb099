package org.supervisor4j.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.config.LogLevel;
import org.supervisor4j.config.ProcessConfig.AutoRestart;

class ValueTypesTest {

    @ParameterizedTest(name = "the integer {0} is {1}")
    @CsvSource({
        "0, 0", "12, 12", "+12, 12", "-12, -12", "' 12 ', 12", "1_000, 1000", "007, 7", "１２, 12",
        "99999999999, 2147483647", "-99999999999, -2147483648"
    })
    void integers(String text, int expected) throws InvalidValueException {
        assertThat(Numbers.INTEGER.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.5", "0x10", "1 2", "_1", "1_", "1__2", "--1", "+", "1e3"})
    void wrongIntegers(String text) {
        refuses(Numbers.INTEGER, text, "invalid literal for int() with base 10: '" + text + "'");
    }

    @ParameterizedTest(name = "the octal {0} is {1}")
    @CsvSource({"022, 18", "0, 0", "777, 511", "0o22, 18", "0O22, 18", "-0o7, -7", "+22, 18", "0o_2, 2", "2_2, 18"})
    void octals(String text, int expected) throws InvalidValueException {
        assertThat(Numbers.OCTAL.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9", "08", "0x7", "0o", "0o-7", "x"})
    void wrongOctals(String text) {
        refuses(Numbers.OCTAL, text, text + " can not be converted to an octal type");
    }

    @ParameterizedTest(name = "{0} is {1} bytes")
    @CsvSource({
        "0, 0", "17, 17", "1KB, 1024", "1kb, 1024", "50MB, 52428800", "2gB, 2147483648", "5 MB, 5242880", "-1, -1",
        "-1KB, -1024", "99999999999999GB, 9223372036854775807"
    })
    void byteSizes(String text, long expected) throws InvalidValueException {
        assertThat(Numbers.BYTE_SIZE.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} is refused, showing {1}")
    @CsvSource({"1.5MB, 1.5", "10K, 10k", "'', ''", "MB, ''", "10B, 10b", "1TB, 1tb", "X, x"})
    void wrongByteSizesShowTheirNumberPart(String text, String shown) {
        refuses(Numbers.BYTE_SIZE, text, "invalid literal for int() with base 10: '" + shown + "'");
    }

    @Property
    void byteSizesRoundTrip(
            @ForAll @LongRange(min = 0, max = 1L << 32) long number, @ForAll @IntRange(max = 3) int power)
            throws InvalidValueException {
        String text = number + List.of("", "KB", "mb", "Gb").get(power);

        assertThat(Numbers.BYTE_SIZE.parse(text)).isEqualTo(number << 10 * power);
    }

    @Property
    void integersRoundTrip(@ForAll int number) throws InvalidValueException {
        assertThat(Numbers.INTEGER.parse(Integer.toString(number))).isEqualTo(number);
        assertThat(Numbers.OCTAL.parse(Integer.toString(number, 8))).isEqualTo(number);
    }

    @ParameterizedTest(name = "the flag {0} is {1}")
    @CsvSource({
        "true, true", "YES, true", "On, true", "1, true", "false, false", "nO, false", "off, false", "0, false"
    })
    void flags(String text, boolean expected) throws InvalidValueException {
        assertThat(Words.FLAG.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "maybe", "2", "t", "True "})
    void wrongFlags(String text) {
        refuses(Words.FLAG, text, "not a valid boolean value: '" + text + "'");
    }

    @ParameterizedTest(name = "the level {0} is {1}")
    @CsvSource({
        "critical, CRITICAL", "ERROR, ERROR", "Warn, WARN", "info, INFO", "debug, DEBUG", "trace, TRACE",
        "blather, BLATHER"
    })
    void levels(String text, LogLevel expected) throws InvalidValueException {
        assertThat(Words.LEVEL.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"warning", "20", "", "Fatal"})
    void wrongLevels(String text) {
        refuses(Words.LEVEL, text, "bad logging level name '" + text + "'");
    }

    @ParameterizedTest(name = "autorestart={0} is {1}")
    @CsvSource({"true, ALWAYS", "1, ALWAYS", "False, NEVER", "off, NEVER", "UNEXPECTED, UNEXPECTED"})
    void autorestarts(String text, AutoRestart expected) throws InvalidValueException {
        assertThat(Words.AUTORESTART.parse(text)).isEqualTo(expected);
    }

    @Test
    void wrongAutorestartsAreShownInLowerCase() {
        refuses(Words.AUTORESTART, "Maybe", "invalid 'autorestart' value 'maybe'");
    }

    @Test
    void namesAreTrimmed() throws InvalidValueException {
        assertThat(Words.NAME.parse(" a.b-c ")).isEqualTo("a.b-c");
        assertThat(Words.NAME.parse("")).isEmpty();
    }

    @ParameterizedTest(name = "the name {0} is refused for {1}")
    @CsvSource({"a b, ' '", "a:b, :", "a/b, /", "' a:b c', ' '"})
    void wrongNames(String text, String character) {
        refuses(Words.NAME, text, "Invalid name: '" + text + "' because of character: '" + character + "'");
    }

    @Test
    void listsKeepEmptyItemsUnlessTheWholeIsEmpty() {
        assertThat(Words.list("")).isEmpty();
        assertThat(Words.list("a, b ,c")).containsExactly("a", "b", "c");
        assertThat(Words.list("a,,")).containsExactly("a", "", "");
    }

    @ParameterizedTest(name = "the exit codes {0} are {1}")
    @CsvSource({"'', []", "0, [0]", "'0, 2 ,255', '[0, 2, 255]'", "'1,1', '[1, 1]'", "'2,1', '[2, 1]'"})
    void exitCodes(String text, String expected) throws InvalidValueException {
        assertThat(ExitCodes.TYPE.parse(text)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"256", "-1", "x", "0,", "1;2", "1 2"})
    void wrongExitCodesShowTheWholeList(String text) {
        refuses(ExitCodes.TYPE, text, "not a valid list of exit codes: '" + text + "'");
    }

    @ParameterizedTest(name = "the signal {0} is {1}")
    @CsvSource({
        "TERM, 15", "SIGTERM, 15", "sigterm, 15", "' hup ', 1", "9, 9", "0, 0", "CHLD, 17", "cld, 17", "IOT, 6",
        "POLL, 29", "IO, 29", "RTMIN, 34", "sigrtmax, 64", "64, 64", "STKFLT, 16", "SYS, 31"
    })
    void signals(String text, int expected) throws InvalidValueException {
        assertThat(Signals.TYPE.parse(text)).isEqualTo(expected);
        assertThat(Signals.parse(text)).hasValue(expected);
    }

    @ParameterizedTest(name = "the signal {0} is refused as a {1}")
    @CsvSource({
        "NOPE, name", "SIG, name", "'', name", "RTMIN+1, name", "32, number", "35, number", "65, number", "-1, number"
    })
    void wrongSignals(String text, String kind) {
        refuses(Signals.TYPE, text, "value '" + text + "' is not a valid signal " + kind);
        assertThat(Signals.parse(text)).isEmpty();
    }

    @ParameterizedTest(name = "signal {0} is called {1}")
    @CsvSource({
        "15, SIGTERM", "17, SIGCHLD", "29, SIGPOLL", "6, SIGABRT", "34, SIGRTMIN", "64, SIGRTMAX", "35, signal 35",
        "0, signal 0"
    })
    void signalNames(int number, String name) {
        assertThat(Signals.name(number)).isEqualTo(name);
    }

    @Test
    void everySignalNameIsReadBack() {
        for (int number = 1; number <= 64; number++) {
            if (!Signals.name(number).startsWith("signal ")) {
                assertThat(Signals.parse(Signals.name(number).toLowerCase(Locale.ROOT))).hasValue(number);
            }
        }
    }

    @Property
    void anyTextIsReadOrRefused(@ForAll String text) {
        for (ValueType<?> type : List.of(
                Numbers.INTEGER, Numbers.OCTAL, Numbers.BYTE_SIZE, Words.FLAG, Words.LEVEL, Words.AUTORESTART,
                Words.NAME, ExitCodes.TYPE, Signals.TYPE, EnvironmentText.TYPE)) {
            try {
                assertThat(type.parse(text)).isNotNull();
            } catch (InvalidValueException refused) {
                assertThat(refused.getMessage()).isNotBlank();
                assertThat(type.expected()).isNotBlank();
            }
        }
    }

    private static void refuses(ValueType<?> type, String text, String message) {
        assertThatThrownBy(() -> type.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(message);
    }
}
