package org.supervisor4j.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.event.OutputText;

/** The API has no tests of its own; whoever uses it most tests it. */
class OutputTextTest {

    private static String text(String bytes) {
        return OutputText.of(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void whatIsNoTextIsShownAsPythonWould() {
        assertThat(text("plain")).isEqualTo("plain");
        assertThat(text("ab\u00ffcd\n")).isEqualTo("Undecodable: b'ab\\xffcd\\n'");
        assertThat(text("it's \u00ff")).isEqualTo("Undecodable: b\"it's \\xff\"");
        assertThat(text("\u0001\u00ff\\")).isEqualTo("Undecodable: b'\\x01\\xff\\\\'");
    }
}
