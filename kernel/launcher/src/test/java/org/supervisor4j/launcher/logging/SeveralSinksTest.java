package org.supervisor4j.launcher.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.log.LogSink;

class SeveralSinksTest {

    private final List<String> history = new ArrayList<>();

    private LogSink sink(String name) {
        return new LogSink() {
            private void done(String what) throws IOException {
                history.add(name + " " + what);
                if (name.startsWith("broken")) {
                    throw new IOException(name);
                }
            }

            @Override
            public void write(ByteBuffer data) throws IOException {
                done(StandardCharsets.UTF_8.decode(data).toString());
            }

            @Override
            public void reopen() throws IOException {
                done("reopen");
            }

            @Override
            public void clear() throws IOException {
                done("clear");
            }

            @Override
            public void close() throws IOException {
                done("close");
            }
        };
    }

    @Test
    void eachGetsEverything() throws IOException {
        LogSink both = new SeveralSinks(List.of(sink("a"), sink("b")));
        ByteBuffer text = ByteBuffer.wrap("text".getBytes(StandardCharsets.UTF_8));
        both.write(text);
        assertThat(text.hasRemaining()).isFalse();
        both.reopen();
        both.clear();
        both.close();
        assertThat(history)
                .containsExactly("a text", "b text", "a reopen", "b reopen", "a clear", "b clear", "a close", "b close");
    }

    @Test
    void oneThatFailsCostsTheOthersNothing() {
        LogSink three = new SeveralSinks(List.of(sink("broken1"), sink("b"), sink("broken2")));
        assertThatThrownBy(() -> three.write(ByteBuffer.wrap(new byte[] {'x'})))
                .isInstanceOf(IOException.class)
                .hasMessage("broken1");
        assertThatThrownBy(three::close).hasMessage("broken1");
        assertThat(history).containsExactly("broken1 x", "b x", "broken2 x", "broken1 close", "b close", "broken2 close");
    }
}
