package org.supervisor4j.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.posix.FakePosix;

class OutputChannelTest {

    private final RecordingSink sink = new RecordingSink();

    private OutputChannel channel(boolean stripAnsi, LogSink... sinks) {
        return new OutputChannel(new ProcessId("a", "a"), OutputChannel.Kind.STDOUT, 3, List.of(sinks), stripAnsi);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Nested
    class StrippingControlSequences {

        @ParameterizedTest
        @CsvSource({
            "plain, plain",
            "^[31mred^[0m!, red!",
            "a^[2Jb, ab",
            "title^]0;x, title^]0;x",
            "end^, end^",
            "^^[1mx, ^x",
            "a^[12, a"
        })
        void takesOutWhatBeginsWithEscapeAndBracket(String given, String expected) {
            OutputChannel channel = channel(true, sink);
            channel.write(bytes(given.replace('^', '\u001b')));
            channel.end();
            assertThat(sink.text()).isEqualTo(expected.replace('^', '\u001b'));
        }

        @Test
        void worksWhereverThePiecesAreCut() {
            String given = "one\u001b[1;31mtwo\u001bthree\u001b[0mfour";
            for (int cut = 0; cut <= given.length(); cut++) {
                RecordingSink pieces = new RecordingSink();
                OutputChannel channel = channel(true, pieces);
                channel.write(bytes(given.substring(0, cut)));
                channel.write(bytes(given.substring(cut)));
                channel.end();
                assertThat(pieces.text()).as("cut at %d", cut).isEqualTo("onetwo\u001bthreefour");
            }
        }
    }

    @Test
    void withoutStrippingEveryByteStays() {
        channel(false, sink).write(bytes("\u001b[31m\u0000\u00ff"));
        assertThat(sink.text()).isEqualTo("\u001b[31m\u0000\u00ff");
    }

    @Test
    void everySinkGetsEverything() {
        RecordingSink second = new RecordingSink();
        channel(false, sink, second).write(bytes("both"));
        assertThat(sink.text()).isEqualTo("both");
        assertThat(second.text()).isEqualTo("both");
    }

    @Test
    void aSinkThatFailsDoesNotKeepTheOtherFromWriting() {
        sink.isFull = true;
        RecordingSink second = new RecordingSink();
        OutputChannel channel = channel(false, sink, second);
        channel.write(bytes("one"));
        sink.isFull = false;
        channel.write(bytes("two"));
        assertThat(sink.text()).isEqualTo("two");
        assertThat(second.text()).isEqualTo("onetwo");
    }

    @Nested
    class ToTheSystemsLog {

        private final FakePosix posix = new FakePosix();

        @Test
        void everyLineIsAMessageWithTheNameInFront() throws IOException {
            try (LogSink syslog = new SyslogSink(posix, "web ")) {
                syslog.write(bytes("one\ntw"));
                syslog.write(bytes("o\nlast"));
                assertThat(posix.syslog).containsExactly("web one", "web two");
            }
            assertThat(posix.syslog).containsExactly("web one", "web two", "web last");
        }

        @Test
        void aLineWithoutEndIsSentInPieces() {
            SyslogSink syslog = new SyslogSink(posix, "");
            syslog.write(bytes("x".repeat(20_000)));
            syslog.close();
            assertThat(String.join("", posix.syslog)).isEqualTo("x".repeat(20_000));
            assertThat(posix.syslog).hasSize(3);
        }
    }

    @Test
    void whatIsNoTextIsShownAsPythonWould() {
        assertThat(BytesText.of(bytes("plain"))).isEqualTo("plain");
        assertThat(BytesText.of(bytes("ab\u00ffcd\n"))).isEqualTo("Undecodable: b'ab\\xffcd\\n'");
        assertThat(BytesText.of(bytes("it's \u00ff"))).isEqualTo("Undecodable: b\"it's \\xff\"");
        assertThat(BytesText.of(bytes("\u0001\u00ff\\"))).isEqualTo("Undecodable: b'\\x01\\xff\\\\'");
    }

    private static final class RecordingSink implements LogSink {
        private final StringBuilder written = new StringBuilder();
        boolean isFull;

        String text() {
            return written.toString();
        }

        @Override
        public void write(ByteBuffer data) throws IOException {
            if (isFull) {
                throw new IOException("disk full");
            }
            written.append(StandardCharsets.ISO_8859_1.decode(data));
        }

        @Override
        public void reopen() {}

        @Override
        public void clear() {}

        @Override
        public void close() {}
    }
}
