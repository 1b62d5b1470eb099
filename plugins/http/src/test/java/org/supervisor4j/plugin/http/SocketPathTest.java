package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SocketPathTest {

    @Test
    void isTrimmedAbsoluteAndNormalised() {
        assertThat(SocketPath.parse(" /run//a/../s.sock ")).isEqualTo(Path.of("/run/s.sock"));
        assertThat(SocketPath.parse("s.sock")).isEqualTo(Path.of("s.sock").toAbsolutePath());
    }

    @Test
    void aTildeIsAHomeDirectory() throws IOException {
        assertThat(SocketPath.parse("~/s.sock").toString()).doesNotContain("~").endsWith("/s.sock");
        String home = Files.readAllLines(Path.of("/etc/passwd")).stream().filter(line -> line.startsWith("root:"))
                .map(line -> line.split(":")[5]).findFirst().orElseThrow();
        assertThat(SocketPath.parse("~root/s.sock")).isEqualTo(Path.of(home, "s.sock"));
    }

    @Test
    void anUnknownUserStaysInThePath() {
        String path = "~nobody-of-that-name/s";
        assertThat(SocketPath.parse(path)).isEqualTo(Path.of(path).toAbsolutePath());
    }

    @Test
    void whatNoFileCanBeCalledIsRefused() {
        assertThatThrownBy(() -> SocketPath.parse("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }
}
