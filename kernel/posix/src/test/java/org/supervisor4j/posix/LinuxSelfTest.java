package org.supervisor4j.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LinuxSelfTest {

    private static String environment(String before, String variable) {
        byte[] bytes = before.getBytes(StandardCharsets.ISO_8859_1);
        return new String(new LinuxSelf("p", new byte[0], bytes).with(variable).environment(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aVariableIsAddedOrComesInThePlaceOfTheOneThatWasThere() {
        assertThat(environment("", "A=1")).isEqualTo("A=1\0");
        assertThat(environment("B=\u00ff\0", "A=1")).isEqualTo("B=\u00ff\0A=1\0");
        assertThat(environment("A=0\0AA=x\0XA=\0A\0", "A=1=2")).isEqualTo("AA=x\0XA=\0A\0A=1=2\0");
    }
}
