package org.supervisor4j.config.ini;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.config.ConfigurationException;

class IniFileTest {

    @TempDir
    Path directory;

    @Nested
    class Comments {

        @ParameterizedTest(name = "{0} has the value {1}")
        @CsvSource(
                delimiter = '|',
                ignoreLeadingAndTrailingWhitespace = false,
                quoteCharacter = '`',
                value = {
                    "k=a b ;c|a b",
                    "k=a b #c|a b",
                    "k=a\t;c|a",
                    "k=a;c|a;c",
                    "k=#fff|#fff",
                    "k=http://h/#f|http://h/#f",
                    "k=a= ;c|a=",
                    "k=;c|;c",
                    "k=sh -c 'a ; b'|sh -c 'a",
                    "k=a;b ;c #d|a;b ;c",
                    "k=a#b #c ;d|a#b #c",
                    "k=a ;b #c|a",
                    "k=a;b;c ;d|a;b;c",
                    "k=a ; b ; c|a",
                    "k=a\\ ;c|a\\",
                })
        void startInTheFirstColumnOrAfterABlank(String line, String expected) throws Exception {
            assertThat(value("[s]\n" + line + "\n")).isEqualTo(expected);
        }

        @Test
        void mayFillALineAtAnyIndentation() throws Exception {
            assertThat(value("; one\n[s]\n# two\nk=a\n   ; three\n  b\n\t# four\n  c\n")).isEqualTo("a\nb\nc");
        }

        @Test
        void cannotBeginWithRem() throws Exception {
            assertThat(read("[s]\nrem k=v\n").section("s").orElseThrow().option("rem k"))
                    .isPresent();
        }

        @Test
        void mayFollowASectionHeader() throws Exception {
            assertThat(read("[s] ; c\nk=v\n").section("s")).isPresent();
        }
    }

    @Nested
    class Continuations {

        @ParameterizedTest(name = "{0} gives {1}")
        @CsvSource(
                delimiter = '|',
                ignoreLeadingAndTrailingWhitespace = false,
                quoteCharacter = '`',
                value = {
                    "k=a~ b~ c|a~b~c",
                    "k=a~\tb|a~b",
                    "k=~ b|~b",
                    "k=a~ [x]~ y=z|a~[x]~y=z",
                    "k=a~~ b|a~~b",
                    "k=a~~~|a",
                    "k=a~ b~~|a~b",
                    "k=a~ b ;c~ d|a~b~d",
                    "k=a ;c~ b|a~b",
                    "k=a~;x~ b|a~b",
                    "  k=a~    b~  j=c|a~b",
                    "k=a~  b~ c|a~b~c",
                })
        void areLinesIndentedDeeperThanTheirOption(String lines, String expected) throws Exception {
            assertThat(value("[s]\n" + lines.replace('~', '\n') + "\n")).isEqualTo(expected.replace('~', '\n'));
        }

        @Test
        void neverFollowASectionHeader() throws Exception {
            assertThat(value("[s]\n    k=v\n")).isEqualTo("v");
        }

        @Test
        void belongToTheValueThatCounts() throws Exception {
            assertThat(value("[s]\nk=a\n b\nk=c\n d\n")).isEqualTo("c\nd");
        }
    }

    @Nested
    class Sections {

        @ParameterizedTest(name = "{0} opens the section {1}")
        @CsvSource(
                delimiter = '|',
                ignoreLeadingAndTrailingWhitespace = false,
                value = {
                    "[a]|a", "  [a]|a", "[ a ]| a ", "[a] rest|a", "[a]b]|a]b", "[A:b c]|A:b c", "[default]|default"
                })
        void areNamedByWhatStandsBeforeTheLastBracket(String header, String name) throws Exception {
            assertThat(read(header + "\nk=v\n").sections())
                    .singleElement()
                    .extracting(IniSection::name)
                    .isEqualTo(name);
        }

        @Test
        void thatAreRepeatedMerge() throws Exception {
            IniFile file = read("[s]\na=1\nb=1\n[t]\n[s]\nb=2\nc=2\n");

            assertThat(file.sections()).extracting(IniSection::name).containsExactly("s", "t");
            assertThat(file.section("s").orElseThrow().options())
                    .extracting(option -> option.key() + option.value())
                    .containsExactly("a1", "b2", "c2");
        }

        @Test
        void seeTheOptionsOfDefault() throws Exception {
            IniFile file = read("[s]\na=1\n[DEFAULT]\na=0\nz=9\n");
            IniSection section = file.section("s").orElseThrow();

            assertThat(file.section("DEFAULT")).isEmpty();
            assertThat(section.option("a")).map(IniOption::value).contains("1");
            assertThat(section.option("z")).map(IniOption::value).contains("9");
            assertThat(section.options()).extracting(IniOption::key).containsExactly("a", "z");
            assertThat(section.ownOptions()).extracting(IniOption::key).containsExactly("a");
        }

        @Test
        void mayBeEmpty() throws Exception {
            assertThat(read("[s]").section("s").orElseThrow().options()).isEmpty();
            assertThat(read("").sections()).isEmpty();
        }
    }

    @Nested
    class Options {

        @ParameterizedTest(name = "{0} sets {1} to {2}")
        @CsvSource(
                delimiter = '|',
                value = {
                    "k=v|k|v",
                    "k:v|k|v",
                    "k = v|k|v",
                    "K=V|k|V",
                    "ÄB=v|äb|v",
                    "k=a=b|k|a=b",
                    "k:a=b|k|a=b",
                    "k=a:b|k|a:b",
                    "two words = v|two words|v",
                    "k = \"q\"|k|\"q\"",
                })
        void areSplitAtTheFirstDelimiter(String line, String key, String value) throws Exception {
            assertThat(read("[s]\n" + line + "\n").section("s").orElseThrow().option(key))
                    .map(IniOption::value)
                    .contains(value);
        }

        @ParameterizedTest
        @CsvSource({"k=", "k:", "k = "})
        void mayBeEmpty(String line) throws Exception {
            assertThat(value("[s]\n" + line + "\n")).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"'\r\n'", "'\r'", "'\n'"})
        void endWithAnyKindOfLine(String end) throws Exception {
            assertThat(value("[s]" + end + "k=v" + end + " w" + end + "j=x")).isEqualTo("v\nw");
        }
    }

    @Nested
    class Locations {

        @Test
        void nameTheLineWhereTheValueThatCountsBegins() throws Exception {
            Path path = write("main.conf", "; one\n[s]\nk=a\n  more\n[t]\n[s]\nk=b\n");
            IniSection section = IniFile.read(path).section("s").orElseThrow();

            assertThat(section.location()).hasToString(path + ":2");
            assertThat(section.option("k").orElseThrow().location()).hasToString(path + ":7");
        }

        @Test
        void nameTheFileThatWonAfterAnInclude() throws Exception {
            Path main = write("main.conf", "[s]\na=1\nb=1\n");
            Path other = write("other.conf", "[t]\n[s]\nb=2\n");
            IniAssembly assembly = new IniAssembly(IniFile.read(main));
            assembly.include(other);
            IniFile file = assembly.toFile();

            IniSection section = file.section("s").orElseThrow();
            assertThat(section.location()).hasToString(main + ":1");
            assertThat(section.option("a").orElseThrow().location()).hasToString(main + ":2");
            assertThat(section.option("b").orElseThrow()).isEqualTo(new IniOption("b", "2", new Location(other, 3)));
            assertThat(file.section("t").orElseThrow().location()).hasToString(other + ":1");
        }
    }

    @Nested
    class Replacements {

        @Test
        void reachOnlyWhatWasAddedSinceTheLastOne() throws Exception {
            IniAssembly assembly = new IniAssembly(IniFile.read(write("main.conf", "[s]\na=%(here)s\n")));
            assembly.replaceInValues("%(here)s", "/main");
            assembly.include(write("other.conf", "[s]\nb=%(here)s/%(here)s\n"));
            assembly.replaceInValues("%(here)s", "/other");

            assertThat(assembly.toFile().section("s").orElseThrow().options())
                    .extracting(IniOption::value)
                    .containsExactly("/main", "/other//other");
        }

        @Test
        void giveADefaultToEachSectionByTheFileThatOpenedIt() throws Exception {
            IniAssembly assembly =
                    new IniAssembly(IniFile.read(write("main.conf", "[DEFAULT]\nd=%(here)s\n[s]\n[u]\nd=own\n")));
            assembly.replaceInValues("%(here)s", "/main");
            assembly.include(write("other.conf", "[t]\n"));
            assembly.replaceInValues("%(here)s", "/other");

            IniFile file = assembly.toFile();
            assertThat(file.section("s").orElseThrow().option("d")).map(IniOption::value).contains("/main");
            assertThat(file.section("t").orElseThrow().option("d")).map(IniOption::value).contains("/other");
            assertThat(file.section("u").orElseThrow().option("d")).map(IniOption::value).contains("own");
        }
    }

    private String value(String text) throws IOException, ConfigurationException {
        return read(text).section("s").orElseThrow().option("k").orElseThrow().value();
    }

    private IniFile read(String text) throws IOException, ConfigurationException {
        return IniFile.read(write("main.conf", text));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
