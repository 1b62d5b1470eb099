package org.supervisor4j.core.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.supervisor4j.api.event.ProcessEventListener.QUEUE_CAPACITY;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.config.LineFormat;
import org.supervisor4j.config.OutputConfig.Destination;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.OutputHandling;
import org.supervisor4j.config.TroublePolicy;
import org.supervisor4j.core.CapturedLog;
import org.supervisor4j.core.ManualTime;
import org.supervisor4j.core.event.EventBus;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.posix.FakePosix;

class OutputChannelTest {

    private final RecordingSink sink = new RecordingSink();
    private final EventLoop loop = new EventLoop("test", new FakePosix().openPoller(), new ManualTime());
    private final EventBus events = new EventBus(loop);
    private final Agenda agenda = new Agenda();

    private OutputChannel channel(boolean stripAnsi, LogSink... sinks) {
        return channel(stripAnsi, 0, sinks);
    }

    private OutputChannel channel(boolean stripAnsi, int captureBytes, LogSink... sinks) {
        ProcessId process = new ProcessId("g", "a");
        OutputConfig config = new OutputConfig(new Destination.None(), 0, 0, captureBytes, true, false);
        loop.own();
        OutputEvents told = new OutputEvents(events, process, 77, ProcessStream.STDOUT, config);
        OutputHandling handling = new OutputHandling(TroublePolicy.DROP, LineFormat.RAW);
        OutputChannel channel = new OutputChannel(
                process, ProcessStream.STDOUT, 3, List.of(sinks), handling, stripAnsi, told, Optional.empty());
        channel.connect(new Outlets(loop, new Baton(loop, agenda, () -> {}), agenda), true, () -> {});
        return channel;
    }

    private void write(OutputChannel channel, String text) {
        channel.write(bytes(text));
        agenda.run();
    }

    private void end(OutputChannel channel) {
        channel.end();
        agenda.run();
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
            write(channel, given.replace('^', '\u001b'));
            end(channel);
            assertThat(sink.text()).isEqualTo(expected.replace('^', '\u001b'));
        }

        @Test
        void worksWhereverThePiecesAreCut() {
            String given = "one\u001b[1;31mtwo\u001bthree\u001b[0mfour";
            for (int cut = 0; cut <= given.length(); cut++) {
                RecordingSink pieces = new RecordingSink();
                OutputChannel channel = channel(true, pieces);
                write(channel, given.substring(0, cut));
                write(channel, given.substring(cut));
                end(channel);
                assertThat(pieces.text()).as("cut at %d", cut).isEqualTo("onetwo\u001bthreefour");
            }
        }
    }

    @Test
    void withoutStrippingEveryByteStays() {
        write(channel(false, sink), "\u001b[31m\u0000\u00ff");
        assertThat(sink.text()).isEqualTo("\u001b[31m\u0000\u00ff");
    }

    @Test
    void everySinkGetsEverything() {
        RecordingSink second = new RecordingSink();
        write(channel(false, sink, second), "both");
        assertThat(sink.text()).isEqualTo("both");
        assertThat(second.text()).isEqualTo("both");
    }

    @Test
    void aSinkThatFailsDoesNotKeepTheOtherFromWriting() {
        sink.isFull = true;
        RecordingSink second = new RecordingSink();
        OutputChannel channel = channel(false, sink, second);
        write(channel, "one");
        sink.isFull = false;
        write(channel, "two");
        assertThat(sink.text()).isEqualTo("two");
        assertThat(second.text()).isEqualTo("onetwo");
    }

    @Test
    void theTroubleOfOneSinkIsSaidOnceAlthoughTheOtherWrites() {
        try (CapturedLog log = new CapturedLog(Feed.class)) {
            sink.isFull = true;
            OutputChannel channel = channel(false, sink, new RecordingSink());
            write(channel, "one");
            write(channel, "two");
            sink.isFull = false;
            write(channel, "three");
            assertThat(log.messages()).containsExactly(
                    "The stdout of 'g:a' cannot be written to its log and is dropped until it can: ENOSPC",
                    "The stdout of 'g:a' is written to its log again, 6 bytes were dropped");
        }
    }

    @Test
    void aLogThatTakesEverythingButCannotBeRotatedIsNoTroubleThatEnds() {
        try (CapturedLog log = new CapturedLog(Feed.class)) {
            OutputChannel channel = channel(false, sink);
            for (int attempt = 0; attempt < 2; attempt++) {
                sink.failsAfterwards = true;
                write(channel, "one");
                write(channel, "two");
                sink.failsAfterwards = false;
                write(channel, "three");
            }
            String said = "The stdout of 'g:a' is in its log, but that cannot be rotated: EISDIR";
            assertThat(log.messages()).containsExactly(said, said);
            assertThat(sink.text()).isEqualTo("onetwothreeonetwothree");
        }
    }

    @Test
    void ofASinkOfAPluginItsNameIsSaid() throws IOException {
        LogSink named = ContainedSink.open("log sink 'two' (two.jar)", () -> sink);
        try (CapturedLog log = new CapturedLog(Feed.class)) {
            OutputChannel channel = channel(false, named);
            sink.isFull = true;
            write(channel, "one");
            sink.isFull = false;
            sink.failsAfterwards = true;
            write(channel, "two");
            assertThat(log.messages()).containsExactly(
                    "The stdout of 'g:a' cannot be written to its log sink 'two' (two.jar) and is dropped until it can: ENOSPC",
                    "The stdout of 'g:a' is written to its log sink 'two' (two.jar) again, 3 bytes were dropped",
                    "The stdout of 'g:a' is in its log sink 'two' (two.jar), but what came after that failed: EISDIR");
        }
    }

    @Test
    void aSinkOfAPluginThatFailsAtItsEndIsNamedWithItsDefect() throws IOException {
        LogSink half = new RecordingSink() {
            @Override
            public void close() {
                throw new NoClassDefFoundError("two/Later");
            }
        };
        try (CapturedLog log = new CapturedLog(Feed.class)) {
            OutputChannel channel = channel(false, ContainedSink.open("log sink 'two' (two.jar)", () -> half));
            end(channel);
            channel.feeds().forEach(feed -> feed.close(() -> {}));
            agenda.run();
            assertThat(log.messages()).containsExactly("The log sink 'two' (two.jar) of stdout of 'g:a' cannot be closed: "
                    + "unexpected error in the log sink 'two' (two.jar): java.lang.NoClassDefFoundError: two/Later");
        }
    }

    @Test
    void troubleEndsThoughTheLogCannotBeRotatedThen() {
        try (CapturedLog log = new CapturedLog(Feed.class)) {
            sink.isFull = true;
            OutputChannel channel = channel(false, sink);
            write(channel, "one");
            sink.isFull = false;
            sink.failsAfterwards = true;
            write(channel, "two");
            assertThat(log.messages()).containsExactly(
                    "The stdout of 'g:a' cannot be written to its log and is dropped until it can: ENOSPC",
                    "The stdout of 'g:a' is written to its log again, 3 bytes were dropped",
                    "The stdout of 'g:a' is in its log, but that cannot be rotated: EISDIR");
        }
    }

    @Nested
    @Timeout(20)
    class ToldToListeners {

        private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();

        private String next() throws InterruptedException {
            loop.turn();
            Event event = heard.poll(10, TimeUnit.SECONDS);
            return event.type() + " " + event.payload();
        }

        @Test
        void everyPieceIsToldAsItIsAfterStripping() throws Exception {
            events.subscribe("test", heard::add, List.of("PROCESS_LOG"), QUEUE_CAPACITY);
            OutputChannel channel = channel(true, sink);

            write(channel, "\u001b[1mone");
            write(channel, "\u00ff");

            String head = "PROCESS_LOG_STDOUT processname:a groupname:g pid:77 channel:stdout\n";
            assertThat(next()).isEqualTo(head + "one");
            assertThat(next()).isEqualTo(head + "Undecodable: b'\\xff'");
            assertThat(sink.text()).isEqualTo("one\u00ff");
        }

        @Test
        void aMessageBetweenTheMarksIsToldAndNotLogged() throws Exception {
            events.subscribe("test", heard::add, List.of("PROCESS_COMMUNICATION"), QUEUE_CAPACITY);
            OutputChannel channel = channel(false, 100, sink);

            write(channel, "before<!--XSUPERVISOR:BEG");
            write(channel, "IN-->said<!--XSUPERVISOR:END-->after");
            end(channel);

            assertThat(next()).isEqualTo("PROCESS_COMMUNICATION_STDOUT processname:a groupname:g pid:77\nsaid");
            assertThat(sink.text()).isEqualTo("beforeafter");
        }

        @Test
        void whatIsHeldBackIsInTheLogAtTheEnd() {
            OutputChannel channel = channel(false, 100, sink);
            write(channel, "last words <!--XSUPER");
            assertThat(sink.text()).isEqualTo("last words ");
            end(channel);
            assertThat(sink.text()).isEqualTo("last words <!--XSUPER");
        }
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

    private static class RecordingSink implements LogSink {
        private final StringBuilder written = new StringBuilder();
        boolean isFull;
        boolean failsAfterwards;

        String text() {
            return written.toString();
        }

        @Override
        public void write(ByteBuffer data) throws IOException {
            if (isFull) {
                throw new IOException("No space left on device");
            }
            written.append(StandardCharsets.ISO_8859_1.decode(data));
            if (failsAfterwards) {
                throw new IOException("Is a directory");
            }
        }

        @Override
        public void reopen() {}

        @Override
        public void clear() {}

        @Override
        public void close() {}
    }

    @Test
    void aLogThatIsOpenedAsNothingIsNotOpen() {
        assertThatThrownBy(() -> ContainedSink.open("log sink 'two' (two.jar)", () -> null))
                .isInstanceOf(IOException.class)
                .hasMessage("unexpected error in the log sink 'two' (two.jar): java.lang.IllegalStateException: its method open has answered null");
    }
}
