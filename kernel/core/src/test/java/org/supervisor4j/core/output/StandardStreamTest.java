package org.supervisor4j.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardStreamTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "/proc/thread-self/fd/1", "/dev/../dev/stdout"})
    void theOutputHasManyNames(String name) {
        assertThat(StandardStream.of(Path.of(name))).containsSame(StandardStream.out());
    }

    @Test
    void soHaveLinksAndTheFolderOfThisVeryProcess() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("access.log"), Path.of("/dev/stdout"));
        Path second = Files.createSymbolicLink(directory.resolve("second.log"), link.getFileName());
        assertThat(StandardStream.of(second)).containsSame(StandardStream.out());
        long pid = ProcessHandle.current().pid();
        assertThat(StandardStream.of(Path.of("/proc/" + pid + "/fd/1"))).containsSame(StandardStream.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/fd/3", "/proc/1/fd/1", "/tmp/stdout", "stdout"})
    void othersAreNot(String name) {
        assertThat(StandardStream.of(Path.of(name))).isEmpty();
    }
}
