package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SocketPathTest {

    @Test
    void isTrimmedAbsoluteAndNormalised() {
        assertThat(SocketPath.parse(" /run//a/../s.sock ")).isEqualTo(Path.of("/run/s.sock"));
        assertThat(SocketPath.parse("s.sock")).isEqualTo(Path.of("s.sock").toAbsolutePath());
    }

    @Test
    void aTildeIsAHomeDirectory() {
        assertThat(SocketPath.parse("~/s.sock").toString()).doesNotContain("~").endsWith("/s.sock");
        assertThat(SocketPath.parse("~root/s.sock")).isEqualTo(Path.of("/root/s.sock"));
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
