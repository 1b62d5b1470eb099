package org.supervisor4j.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ShellSyntaxTest {

    @ParameterizedTest(name = "{0} splits into {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/bin/cat -n  a        | [/bin/cat, -n, a]",
                "`a\tb\nc\r\nd`        | [a, b, c, d]",
                "``                    | []",
                "`  `                  | []",
                "sh -c 'a ; b'         | [sh, -c, a ; b]",
                "sh -c \"a 'b' c\"     | [sh, -c, a 'b' c]",
                "a\"b c\"d'e f'        | [ab cde f]",
                "a \"\" '' b           | [a, , , b]",
                "a\\ b \\\"c\\'        | [a b, \"c']",
                "\"a\\\"b\\\\c\\d\"    | [a\"b\\c\\d]",
                "'a\\b'                | [a\\b]",
                "a #b c                | [a, #b, c]",
                "$HOME *.txt ~ a=b;c&  | [$HOME, *.txt, ~, a=b;c&]",
                "über 😀               | [über, 😀]",
            })
    void commandsAreSplitIntoWords(String command, String words) {
        assertThat(ShellWords.split(command)).hasToString(words);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a \"b     | No closing quotation",
                "it's      | No closing quotation",
                "a\\       | No escaped character",
                "\"a\\     | No escaped character",
            })
    void openQuotesAndEscapesAreRefused(String command, String message) {
        assertThatThrownBy(() -> ShellWords.split(command))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> EnvironmentText.TYPE.parse("A=" + command.substring(command.indexOf(' ') + 1)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(message);
    }

    @Property
    void anyCommandIsSplitOrRefused(@ForAll("shellLike") String command) {
        try {
            assertThat(ShellWords.split(command)).doesNotContainNull();
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isIn("No closing quotation", "No escaped character");
        }
    }

    @Property
    void wordsInSingleQuotesAreReadBack(@ForAll List<String> words) {
        StringBuilder command = new StringBuilder();
        words.forEach(word -> command.append('\'').append(word.replace("'", "'\\''")).append("' "));

        assertThat(ShellWords.split(command.toString())).isEqualTo(words);
    }

    @ParameterizedTest(name = "{0} gives {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                      | {}",
                "A=1                     | {A=1}",
                "A=\"a,b\",B='x y'       | {A=a,b, B=x y}",
                "A=http://h/x.y-z+(1):2  | {A=http://h/x.y-z+(1):2}",
                "A=\"\"                  | {A=}",
                "A=1,                    | {A=1}",
                "A=1;B=2                 | {A=1, B=2}",
                "A=1@B=2                 | {A=1, B=2}",
                "A=$HOME                 | {A=$}",
                "A=100%                  | {A=100}",
                "A=~/x                   | {A=~}",
                "A=1,A=2                 | {A=2}",
                "`A=1,\n  B=2`           | {A=1, B=2}",
                "`A=1 # c\n,B=2`         | {A=1, B=2}",
                "A = 1 , B = 2           | {A=1, B=2}",
                "A=a\"b c\"d             | {A=ab cd}",
                "A=\"\\\"q\\\"\"         | {A=\"q\"}",
                "A='\\n'                 | {A=\\n}",
                "A=\\,                   | {A=,}",
                "A=é,B=2                 | {A=é, B=2}",
                "\"A\"=1                 | {A=1}",
            })
    void environmentsAreNamesWithValues(String text, String variables) throws InvalidValueException {
        assertThat(EnvironmentText.TYPE.parse(text)).hasToString(variables);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=", "A=,B=2", "A=1 B=2", "A=b=c", "A=u@h", ",A=1", "A=1,,B=2", "A", "=1", "A=€€,B=1"})
    void otherEnvironmentsAreRefused(String text) {
        assertThatThrownBy(() -> EnvironmentText.TYPE.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("Unexpected end of key/value pairs in value '" + text + "'");
    }

    @Provide
    Arbitrary<String> shellLike() {
        return Arbitraries.of("a", "b", " ", "'", "\"", "\\", "\n", "#", "é", "=", ",", "$")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
