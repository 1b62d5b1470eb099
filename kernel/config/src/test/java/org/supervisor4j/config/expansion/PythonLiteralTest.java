package org.supervisor4j.config.expansion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonLiteralTest {

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain           | 'plain'",
                "``              | ''",
                "it's            | \"it's\"",
                "say \"hi\"      | 'say \"hi\"'",
                "it's \"hi\"     | 'it\\'s \"hi\"'",
                "a\\b            | 'a\\\\b'",
                "a\tb            | 'a\\tb'",
                "`a\nb\r`        | 'a\\nb\\r'",
                "a\u0000b\u007fc | 'a\\x00b\\x7fc'",
                "a\u0085b\u00adc | 'a\\x85b\\xadc'",
                "`\u00a0`        | '\\xa0'",
                "a\u200bb        | 'a\\u200bb'",
                "über € 😀       | 'über € 😀'",
            })
    void textsStandInQuotesWithEscapesForWhatCannotBePrinted(String text, String literal) {
        assertThat(PythonLiteral.of(text)).isEqualTo(literal);
    }

    @Test
    void beyondAsciiEverythingCanBeEscaped() {
        assertThat(PythonLiteral.ascii("é€😀")).isEqualTo("'\\xe9\\u20ac\\U0001f600'");
    }

    @Test
    void listsStandInBrackets() {
        assertThat(PythonLiteral.of(List.of("foo", "it's"))).isEqualTo("['foo', \"it's\"]");
        assertThat(PythonLiteral.of(List.<String>of())).isEqualTo("[]");
    }

    @Test
    void textsAreSortedByCodePoints() {
        assertThat(List.of("😀", "\uffee", "a").stream().sorted(CodePointOrder.INSTANCE))
                .containsExactly("a", "\uffee", "😀");
    }
}
