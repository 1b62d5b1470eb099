package org.supervisor4j.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilePathsTest {

    @TempDir
    Path current;

    private FilePaths paths;

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectory(current.resolve("sub"));
        Files.writeString(current.resolve("file"), "");
        paths = new FilePaths(Map.of("HOME", current.toString()), current, new KnownUsers());
    }

    @ParameterizedTest(name = "{0} is the directory {1}")
    @CsvSource({"sub, sub", "., .", "/, /", "sub/, sub"})
    void existingDirectoriesStayAsWritten(String text, String expected) throws InvalidValueException {
        assertThat(paths.existingDirectory().parse(text)).hasToString(expected);
    }

    @Test
    void aTildeIsTheHomeDirectory() throws InvalidValueException {
        assertThat(paths.existingDirectory().parse("~")).isEqualTo(current);
        assertThat(paths.existingDirectory().parse("~/sub")).isEqualTo(current.resolve("sub"));
        assertThat(paths.expandHome("~www/x")).isEqualTo("/srv/www/x");
        assertThat(paths.expandHome("~nobody/x")).isEqualTo("~nobody/x");
        assertThat(paths.expandHome("a~")).isEqualTo("a~");
    }

    @Test
    void withoutHomeTheTildeIsTheHomeOfTheUserThatRunsUs() {
        FilePaths homeless = new FilePaths(Map.of(), current, new KnownUsers());

        assertThat(homeless.expandHome("~/x")).isEqualTo(System.getProperty("user.home").replaceAll("/$", "") + "/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope", "file", "", "sub/nope", "~/nope", "a\0b"})
    void otherDirectoriesAreRefused(String text) {
        assertThatThrownBy(() -> paths.existingDirectory().parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(text + " is not an existing directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.log", "sub/x.log", "/x.log", "./x", "sub/../x", ""})
    void onlyTheDirectoryPartOfAPathMustExist(String text) throws InvalidValueException {
        assertThat(paths.inExistingDirectory().parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nope/x.log", "file/x", "/nope/x", "~/nope/x", "a\0b"})
    void pathsWithoutTheirDirectoryAreRefused(String text) {
        assertThatThrownBy(() -> paths.inExistingDirectory().parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The directory named as part of the path " + text + " does not exist");
    }

    @Test
    void absolutePathsBeginAtTheCurrentDirectory() {
        assertThat(paths.absolute(Path.of("sub/../x"))).isEqualTo(current.resolve("x"));
        assertThat(paths.absolute(Path.of("/a/./b"))).isEqualTo(Path.of("/a/b"));
    }

    @Test
    void theTemporaryDirectoryComesFromTheEnvironment() {
        FilePaths set = new FilePaths(
                Map.of("TMPDIR", "/nope", "TEMP", current.resolve("sub").toString(), "TMP", "/tmp"),
                current,
                new KnownUsers());

        assertThat(set.temporaryDirectory()).isEqualTo(current.resolve("sub"));
        assertThat(paths.temporaryDirectory()).isEqualTo(Path.of("/tmp"));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "NONE, None[]", "off, None[]", "'', None[]", "AUTO, Auto[]", "auto, Auto[]", "Syslog, Syslog[]",
        "x.log, File[path=x.log]", "autos, File[path=autos]"
    })
    void childLogFilesHaveWordsOfTheirOwn(String text, String expected) throws InvalidValueException {
        assertThat(ChildLogFile.type(paths).parse(text)).hasToString(expected);
    }

    @ParameterizedTest(name = "the user {0} is {1}")
    @CsvSource({"root, 0", "0, 0", "www, 33", "33, 33"})
    void usersAreNamesOrNumbers(String text, int uid) throws InvalidValueException {
        assertThat(new KnownUsers().type().parse(text)).isEqualTo(uid);
    }

    @ParameterizedTest(name = "{0}: Invalid user {1} {0}")
    @CsvSource({"nobody, name", "'', name", "1000, id", "-1, id", "99999999999, id"})
    void unknownUsersAreRefused(String text, String kind) {
        assertThatThrownBy(() -> new KnownUsers().type().parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("Invalid user " + kind + " " + text);
    }
}
