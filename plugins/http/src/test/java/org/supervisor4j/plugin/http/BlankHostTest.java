package org.supervisor4j.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlankHostTest {

    private static final String START = "GET /logtail/cat/stdout HTTP/1.1\r\n";

    /** As if the network brought so many bytes at a time. */
    private static String through(BlankHost host, String text, int atATime) {
        StringBuilder result = new StringBuilder();
        for (int at = 0; at < text.length(); at += atATime) {
            String piece = text.substring(at, Math.min(text.length(), at + atATime));
            ByteBuffer buffer = ByteBuffer.allocate(1_000).put(piece.getBytes(StandardCharsets.US_ASCII)).flip();
            int added = host.fillIn(buffer, piece.length());
            assertThat(buffer.remaining()).isEqualTo(piece.length() + added);
            result.append(StandardCharsets.US_ASCII.decode(buffer));
        }
        return result.toString();
    }

    @ParameterizedTest(name = "in pieces of {0} bytes")
    @ValueSource(ints = {1, 2, 7, 40, 1_000})
    void aBlankHostIsFilledIn(int atATime) {
        String rest = "Accept-Encoding: chunked\r\n\r\n\r\n";
        for (String blank : new String[] {"Host: ", "Host:", "host: \t "}) {
            assertThat(through(BlankHost.expected(), START + blank + "\r\n" + rest, atATime))
                    .isEqualTo(START + blank + "localhost\r\n" + rest);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: x\r\n\r\n", "Accept: a\r\nHost: \r\n\r\n", "Hos: \r\n\r\n", "\r\nHost: \r\n"})
    void nothingElseIsTouched(String headers) {
        for (int atATime = 1; atATime < 20; atATime++) {
            assertThat(through(BlankHost.expected(), START + headers, atATime)).isEqualTo(START + headers);
        }
    }

    @Test
    void onlyTheFirstRequestOfAConnectionIsLookedAt() {
        String second = START + "Host: \r\n\r\n";
        assertThat(through(BlankHost.expected(), START + "Host: a\r\n\r\n" + second, 1_000)).endsWith(second);
        assertThat(through(BlankHost.none(), second, 3)).isEqualTo(second);
    }

    @Test
    void aRequestThatLeavesNoRoomStaysAsItIs() {
        byte[] request = (START + "Host: \r\n").getBytes(StandardCharsets.US_ASCII);
        assertThat(BlankHost.expected().fillIn(ByteBuffer.wrap(request), request.length)).isZero();
    }
}
