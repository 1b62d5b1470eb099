package org.supervisor4j.config.expansion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {

    private static final Names NAMES = Names.ofEnvironment(Map.of("PORT", "8080"))
            .with("a", "xyz")
            .with("c", "x")
            .with("q", "it's")
            .with("loop", "%(a)s %%")
            .with("n", 7)
            .with("neg", -42)
            .with("big", 123_456_789)
            .with("zero", 0);

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain                  | plain",
                "%%                     | %",
                "100%% of %%%%          | 100% of %%",
                "%(a)s/%(a)s            | xyz/xyz",
                "%(ENV_PORT)s           | 8080",
                "%(loop)s               | %(a)s %%",
                "<%(a)5s>               | <  xyz>",
                "<%(a)-5s>              | <xyz  >",
                "<%(a)05s>              | <  xyz>",
                "<%(a).1s>              | <x>",
                "<%(a)5.2s>             | <   xy>",
                "<%(a).s>               | <>",
                "%(q)r %(q)a            | \"it's\" \"it's\"",
                "%(n)s %(n)r            | 7 7",
                "%(n)d %(n)i %(n)u      | 7 7 7",
                "%(n)02d                | 07",
                "%(n)-03d<              | 7  <",
                "%(n)+d                 | +7",
                "<%(n) d>               | < 7>",
                "%(n)+08.3d             | +0000007",
                "%(n).3d                | 007",
                "%(neg)05d              | -0042",
                "%(neg)x %(neg)#06x     | -2a -0x02a",
                "%(big)X %(n)#o         | 75BCD15 0o7",
                "%(n)ld %(n)hd %(n)Ld   | 7 7 7",
                "%(n)e %(big)e %(zero)e | 7.000000e+00 1.234568e+08 0.000000e+00",
                "%(n)f %(n).0f %(n)#.0f | 7.000000 7 7.",
                "%(n)010.2f %(n)E       | 0000007.00 7.000000E+00",
                "%(n)g %(big)g %(zero)g | 7 1.23457e+08 0",
                "%(n)#g %(big).3G       | 7.00000 1.23E+08",
                "%(c)c                  | x",
                "%(big)s%(a)%           | 123456789%",
            })
    void conversionsAreReplaced(String text, String expected) throws ExpansionException {
        assertThat(expand(text)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "100%          | incomplete format",
                "%(a)          | incomplete format",
                "%(a)5         | incomplete format",
                "%(a).         | incomplete format",
                "%(a           | incomplete format key",
                "%((a)s        | incomplete format key",
                "%(a)z         | unsupported format character 'z' (0x7a) at index 4",
                "x%z           | unsupported format character 'z' (0x7a) at index 2",
                "%(a)€         | unsupported format character '?' (0x20ac) at index 4",
                "%(ENV_PORT)d  | %d format: a real number is required, not str",
                "%d            | %d format: a real number is required, not dict",
                "%(a)x         | %x format: an integer is required, not str",
                "%(a)f         | must be real number, not str",
                "%(a)c         | %c requires int or char",
                "%(neg)c       | %c arg not in range(0x110000)",
                "%s%s          | not enough arguments for format string",
                "%(a)s%s       | not enough arguments for format string",
                "%(n)*d        | not enough arguments for format string",
                "%*d           | * wants int",
                "%(a)99999999999999999999s   | width too big",
                "%(a).99999999999999999999s  | precision too big",
            })
    void malformedTextsAreRefused(String text, String reason) {
        assertThatThrownBy(() -> expand(text))
                .isInstanceOf(ExpansionException.class)
                .hasMessage("Format string '" + text + "' for 'program:x.command' is badly formatted: " + reason);
    }

    @Test
    void anUnknownNameIsRefusedWithTheListOfThoseThatExist() {
        Names names = Names.ofEnvironment(Map.of("Z", "1", "A", "2")).with("here", "/x");

        assertThatThrownBy(() -> Expansion.expand("it's %(nope)s", names, "supervisord.logfile"))
                .hasMessage("Format string \"it's %(nope)s\" for 'supervisord.logfile' contains names ('nope')"
                        + " which cannot be expanded. Available names: ENV_A, ENV_Z, here");
    }

    @Test
    void namesAreCaseSensitiveAndMayContainParentheses() throws ExpansionException {
        assertThat(Expansion.expand("%(f(x))s", Names.ofEnvironment(Map.of()).with("f(x)", "y"), "l"))
                .isEqualTo("y");
        assertThatThrownBy(() -> expand("%(A)s")).hasMessageContaining("contains names ('A')");
    }

    @Test
    void aConversionWithoutNameShowsTheWholeTable() throws ExpansionException {
        assertThat(Expansion.expand("%s", Names.ofEnvironment(Map.of("X", "it's")).with("n", 1), "l"))
                .isEqualTo("{'ENV_X': \"it's\", 'n': 1}");
    }

    @Test
    void afterAnUnreadableEnvironmentItsVariablesAreEmpty() throws ExpansionException {
        Names names = NAMES.withUnknownEnvironment();

        assertThat(Expansion.expand("<%(ENV_NOPE)s%(ENV_PORT)s>", names, "l")).isEqualTo("<8080>");
        assertThatThrownBy(() -> Expansion.expand("%(nope)s", names, "l")).isInstanceOf(ExpansionException.class);
    }

    @Test
    void ofTwoTablesTheUpperOneCounts() throws ExpansionException {
        Names lower = Names.ofEnvironment(Map.of("PORT", "1", "LOW", "2"));

        assertThat(Expansion.expand("%(ENV_PORT)s %(ENV_LOW)s", NAMES.over(lower), "l")).isEqualTo("8080 2");
    }

    @Property
    void anyTextIsExpandedOrRefused(@ForAll("formatLike") String text) {
        try {
            assertThat(expand(text)).isNotNull();
        } catch (ExpansionException refused) {
            assertThat(refused).hasMessageStartingWith("Format string ");
        }
    }

    @Property
    void aTextWithDoubledPercentSignsExpandsToItself(@ForAll String text) throws ExpansionException {
        assertThat(expand(text.replace("%", "%%"))).isEqualTo(text);
    }

    @Provide
    Arbitrary<String> formatLike() {
        return Arbitraries.of(
                        "%", "(", ")", "a", "n", "s", "d", "x", "5", "0", "-", ".", "%(a)", "%(n)", "%(big)", "+", " ",
                        "#", "g", "e", "f", "r", "c", "*", "h", "é", "z", "%(nope)s")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    private static String expand(String text) throws ExpansionException {
        return Expansion.expand(text, NAMES, "program:x.command");
    }
}
