package org.supervisor4j.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.config.LineFormat;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.OutputConfig.Destination;
import org.supervisor4j.config.OutputHandling;
import org.supervisor4j.config.TroublePolicy;
import org.supervisor4j.core.TimeSource;
import org.supervisor4j.core.event.EventBus;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.posix.ChildPipe;
import org.supervisor4j.posix.LinuxPosix;
import org.supervisor4j.posix.Posix;

/** Real pipes: what a dead child wrote last is in its log when its end is told, also if somebody else still holds its output. */
@Timeout(30)
class LastWordsTest {

    private final Posix posix = new LinuxPosix();
    private final StringBuffer logged = new StringBuffer();
    private EventLoop loop;
    private LogPump pump;
    private int heldFd;

    @BeforeEach
    void start() throws IOException {
        loop = new EventLoop("log-pump", posix.openPoller(), TimeSource.SYSTEM);
        pump = new LogPump(loop, posix);
        pump.start(Thread.ofPlatform().daemon().name("log-pump").factory());
    }

    @AfterEach
    void stop() {
        posix.close(heldFd);
        loop.stop();
    }

    /** What is logged by the end of a child that wrote this; its own child holds the pipe. */
    private String logOf(String written, LineFormat format, boolean stripsAnsi, int captureMaxBytes) throws Exception {
        ChildPipe pipe = posix.openOutputPipe();
        heldFd = pipe.childs();
        ProcessId process = new ProcessId("g", "p");
        OutputConfig config = new OutputConfig(new Destination.None(), 0, 0, captureMaxBytes, false, false);
        EventBus events = new EventBus(loop);
        OutputChannel channel = new OutputChannel(
                process, ProcessStream.STDOUT, pipe.ours(), List.of(new Sink()),
                new OutputHandling(TroublePolicy.BLOCK, format), stripsAnsi,
                new OutputEvents(events, process, 7, ProcessStream.STDOUT, config), Optional.empty());
        byte[] bytes = written.getBytes(StandardCharsets.UTF_8);
        posix.write(heldFd, ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
        pump.add(channel);
        pump.drain(List.of(channel)).get(20, TimeUnit.SECONDS);
        return logged.toString();
    }

    private final class Sink implements LogSink {
        @Override
        public void write(ByteBuffer data) {
            logged.append(StandardCharsets.UTF_8.decode(data));
        }

        @Override
        public void reopen() {}

        @Override
        public void clear() {}

        @Override
        public void close() {}
    }

    @Test
    void aLineWithoutAnEnd() throws Exception {
        assertThat(logOf("begin\nlast words", LineFormat.PREFIXED, false, 0)).endsWith(" g:p: last words\n");
    }

    @Test
    void aMessageWithoutAnEnd() throws Exception {
        String written = "text <!--XSUPERVISOR:BEGIN-->unfinished";
        assertThat(logOf(written, LineFormat.RAW, false, 1_000)).isEqualTo(written);
    }

    @Test
    void theBeginningOfAMark() throws Exception {
        assertThat(logOf("text <!--XSUPERV", LineFormat.RAW, false, 1_000)).isEqualTo("text <!--XSUPERV");
    }

    @Test
    void theBeginningOfAnEscapeSequence() throws Exception {
        assertThat(logOf("text \033", LineFormat.RAW, true, 0)).isEqualTo("text \033");
    }

    @Test
    void allOfThatAtOnce() throws Exception {
        assertThat(logOf("<!--XSUPERVISOR:BEGIN-->text \033", LineFormat.PREFIXED, true, 1_000))
                .endsWith(" g:p: <!--XSUPERVISOR:BEGIN-->text \033\n");
    }
}
