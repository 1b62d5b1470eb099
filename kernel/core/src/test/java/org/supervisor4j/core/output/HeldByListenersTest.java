package org.supervisor4j.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessLogEvent;
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

/** Real pipes: what listeners who must miss none do not take holds up those who write it, and nobody else. */
@Timeout(30)
class HeldByListenersTest {

    /** A share of one piece. */
    private static final int BUDGET = 8 * 4_096;

    private final Posix posix = new LinuxPosix();
    private final BlockingQueue<String> logged = new LinkedBlockingQueue<>();
    private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private EventLoop kernelLoop;
    private EventLoop loop;
    private LogPump pump;
    private EventBus events;

    @BeforeEach
    void start() throws IOException {
        kernelLoop = new EventLoop("kernel-loop", posix.openPoller(), TimeSource.SYSTEM);
        events = new EventBus(kernelLoop, BUDGET, BUDGET);
        Thread.ofPlatform().daemon().name("kernel-loop").start(kernelLoop::run);
        loop = new EventLoop("log-pump", posix.openPoller(), TimeSource.SYSTEM);
        pump = new LogPump(loop, posix);
        pump.start(Thread.ofPlatform().daemon().name("log-pump").factory());
        events.subscribe("slow", event -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            heard.add(event);
        }, List.of("PROCESS_LOG"), Integer.MAX_VALUE);
    }

    @AfterEach
    void stop() {
        released.countDown();
        loop.stop();
        kernelLoop.stop();
    }

    private final class NamedSink implements LogSink {
        private final String name;

        NamedSink(String name) {
            this.name = name;
        }

        @Override
        public void write(ByteBuffer data) {
            CharSequence text = StandardCharsets.UTF_8.decode(data);
            logged.add(name + ":" + text.charAt(0) + text.length());
        }

        @Override
        public void reopen() {}

        @Override
        public void clear() {}

        @Override
        public void close() {
            logged.add(name + " closed");
        }
    }

    private record Writer(Posix posix, OutputChannel channel, int fd) {
        void write(char kind, int length) throws IOException {
            byte[] bytes = String.valueOf(kind).repeat(length).getBytes(StandardCharsets.UTF_8);
            posix.write(fd, ByteBuffer.allocateDirect(length).put(bytes).flip());
        }
    }

    private Writer writer(String name, boolean hasEvents) throws IOException {
        ChildPipe pipe = posix.openOutputPipe();
        ProcessId process = new ProcessId("g", name);
        OutputConfig config = new OutputConfig(new Destination.None(), 0, 0, 0, hasEvents, false);
        OutputEvents told = new OutputEvents(events, process, 7, ProcessStream.STDOUT, config);
        OutputChannel channel = new OutputChannel(
                process, ProcessStream.STDOUT, pipe.ours(), List.of(new NamedSink(name)),
                new OutputHandling(TroublePolicy.BLOCK, LineFormat.RAW), false, told, Optional.empty());
        pump.add(channel);
        return new Writer(posix, channel, pipe.childs());
    }

    private String next() throws InterruptedException {
        return logged.poll(20, TimeUnit.SECONDS);
    }

    private int nextHeard() throws InterruptedException {
        return heard.poll(20, TimeUnit.SECONDS) instanceof ProcessLogEvent event ? event.data().remaining() : -1;
    }

    /** Has written so much that nothing more is read of it. */
    private Writer heldUp() throws Exception {
        Writer chatty = writer("chatty", true);
        chatty.write('a', 5_000);
        assertThat(next()).isEqualTo("chatty:a5000");
        chatty.write('b', 6_000);
        return chatty;
    }

    @Test
    void theOthersGoOnAndNothingIsLost() throws Exception {
        heldUp();
        Writer other = writer("other", false);
        for (int i = 1; i <= 3; i++) {
            other.write('x', i);
            assertThat(next()).isEqualTo("other:x" + i);
        }

        released.countDown();

        assertThat(next()).isEqualTo("chatty:b6000");
        assertThat(nextHeard()).isEqualTo(5_000);
        assertThat(nextHeard()).isEqualTo(6_000);
    }

    @Test
    void theEndOfAChildIsToldNeverthelessAndItsLastWordsAreWhenTheyCan() throws Exception {
        Writer chatty = heldUp();
        CompletableFuture<Void> drained = pump.drain(List.of(chatty.channel()));
        posix.close(chatty.fd());

        drained.get(20, TimeUnit.SECONDS); // after a while
        assertThat(logged).isEmpty();

        released.countDown();

        assertThat(next()).isEqualTo("chatty:b6000");
        assertThat(nextHeard()).isEqualTo(5_000);
        assertThat(nextHeard()).isEqualTo(6_000);
        assertThat(next()).isEqualTo("chatty closed");
    }

    @Test
    void ofTooManyEndedRunsTheOldestIsInItsLogAndNotTold() throws Exception {
        Writer oldest = heldUp();
        pump.drain(List.of(oldest.channel()));
        posix.close(oldest.fd());
        for (int i = 0; i < Leftovers.MOST; i++) {
            Writer ended = writer("chatty", true);
            ended.write('c', 5_000);
            ended.write('d', 5_000);
            pump.drain(List.of(ended.channel()));
            posix.close(ended.fd());
        }

        String line = next();
        while (line.startsWith("chatty:c")) { // of those that had their first piece told
            line = next();
        }
        assertThat(line).isEqualTo("chatty:b6000");
        assertThat(next()).isEqualTo("chatty closed");
        assertThat(heard).isEmpty();
    }

    @Test
    void theEndOfTheDaemonLeavesNoOutputBehind() throws Exception {
        heldUp();
        pump.close().get(20, TimeUnit.SECONDS);
        assertThat(next()).isEqualTo("chatty:b6000");
        assertThat(next()).isEqualTo("chatty closed");
    }
}
