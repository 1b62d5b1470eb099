package org.supervisor4j.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogTarget;
import org.supervisor4j.config.LineFormat;
import org.supervisor4j.config.OutputHandling;
import org.supervisor4j.config.TroublePolicy;
import org.supervisor4j.core.Programs;
import org.supervisor4j.core.TimeSource;
import org.supervisor4j.core.event.EventBus;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.posix.ChildPipe;
import org.supervisor4j.posix.LinuxPosix;
import org.supervisor4j.posix.Posix;

/** Real pipes and threads: a sink that does not come back costs those who write to it, and nobody else. */
@Timeout(30)
class SlowSinkTest {

    private static final int PIPE_BYTES = 65_536;

    private final Posix posix = new LinuxPosix();
    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final LogSink stuckSink = new NamedSink("stuck") {
        @Override
        public void write(ByteBuffer data) throws IOException {
            stuck.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            super.write(data);
        }
    };
    private EventLoop loop;
    private LogPump pump;

    @BeforeEach
    void start() throws IOException {
        loop = new EventLoop("log-pump", posix.openPoller(), TimeSource.SYSTEM);
        pump = new LogPump(loop, posix);
        pump.start(Thread.ofPlatform().daemon().name("log-pump").factory());
    }

    @AfterEach
    void stop() {
        released.countDown();
        loop.stop();
    }

    private class NamedSink implements LogSink {
        private final String name;

        NamedSink(String name) {
            this.name = name;
        }

        @Override
        public void write(ByteBuffer data) throws IOException {
            arrived.add(name + ":" + StandardCharsets.UTF_8.decode(data));
        }

        @Override
        public void reopen() {}

        @Override
        public void clear() {}

        @Override
        public void close() {
            arrived.add(name + " closed");
        }
    }

    /** What a child has of a pipe. */
    private record Writer(Posix posix, OutputChannel channel, int fd) {
        void write(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            posix.write(fd, ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
        }
    }

    private Writer writer(TroublePolicy trouble, LogSink... sinks) throws IOException {
        ChildPipe pipe = posix.openOutputPipe();
        ProcessId process = new ProcessId("g", "a");
        OutputEvents told = new OutputEvents(new EventBus(loop), process, 7, ProcessStream.STDOUT, Programs.NO_FILE);
        OutputChannel channel = new OutputChannel(
                process, ProcessStream.STDOUT, pipe.ours(), List.of(sinks), new OutputHandling(trouble, LineFormat.RAW), false, told,
                Optional.empty());
        pump.add(channel);
        return new Writer(posix, channel, pipe.childs());
    }

    private String next() throws InterruptedException {
        return arrived.poll(20, TimeUnit.SECONDS);
    }

    @Test
    void theOthersGoOnAndNothingIsLost() throws Exception {
        Writer slow = writer(TroublePolicy.BLOCK, stuckSink);
        Writer other = writer(TroublePolicy.BLOCK, new NamedSink("other"));
        slow.write("one ");
        stuck.await();
        for (int i = 0; i < 3; i++) {
            other.write("x" + i);
            assertThat(next()).isEqualTo("other:x" + i);
        }
        slow.write("two");
        released.countDown();
        assertThat(next()).isEqualTo("stuck:one ");
        assertThat(next()).isEqualTo("stuck:two");
    }

    @Test
    void anyNumberOfSinksMayBeStuckAtOnce() throws Exception {
        CountDownLatch all = new CountDownLatch(5);
        for (int i = 0; i < 5; i++) {
            writer(TroublePolicy.BLOCK, new NamedSink("stuck") {
                @Override
                public void write(ByteBuffer data) throws IOException {
                    all.countDown();
                    stuckSink.write(data);
                }
            }).write("one");
        }
        all.await();
        Writer other = writer(TroublePolicy.BLOCK, new NamedSink("other"));
        other.write("x");
        assertThat(next()).isEqualTo("other:x");
        released.countDown();
        for (int i = 0; i < 5; i++) {
            assertThat(next()).isEqualTo("stuck:one");
        }
    }

    @Test
    void whoSharesTheSinkWaitsWithoutTakingAThread() throws Exception {
        SharedSinks shared = new SharedSinks(() -> _ -> stuckSink);
        LogTarget file = new LogTarget(Path.of("shared.log"), 0, 0);
        for (int i = 0; i < 50; i++) {
            writer(TroublePolicy.BLOCK, shared.open(file)).write("one");
        }
        stuck.await();
        Writer other = writer(TroublePolicy.BLOCK, new NamedSink("other"));
        other.write("x");
        assertThat(next()).isEqualTo("other:x");
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("log-pump")))
                .hasSizeLessThanOrEqualTo(10); // three of this test; those of the one before may still be ending
        released.countDown();
        for (int i = 0; i < 50; i++) {
            assertThat(next()).isEqualTo("stuck:one");
        }
    }

    @Test
    void theOtherSinkOfTheSameChannelGetsItsShare() throws Exception {
        Writer both = writer(TroublePolicy.BLOCK, stuckSink, new NamedSink("other"));
        both.write("one");
        assertThat(next()).isEqualTo("other:one");
        released.countDown();
        assertThat(next()).isEqualTo("stuck:one");
    }

    @Test
    void thePipeIsNotReadMeanwhile() throws Exception {
        Writer slow = writer(TroublePolicy.BLOCK, stuckSink);
        slow.write("one");
        stuck.await();
        slow.write("x".repeat(PIPE_BYTES)); // comes back, since it fits; another one would wait
        released.countDown();
        assertThat(next()).isEqualTo("stuck:one");
        StringBuilder rest = new StringBuilder();
        while (rest.length() < PIPE_BYTES) {
            rest.append(next().substring("stuck:".length()));
        }
        assertThat(rest).hasToString("x".repeat(PIPE_BYTES));
    }

    @Test
    void withDropTheProgramGoesOn() throws Exception {
        Writer slow = writer(TroublePolicy.DROP, stuckSink);
        slow.write("one");
        stuck.await();
        for (int i = 0; i < 8; i++) {
            slow.write("x".repeat(PIPE_BYTES)); // would wait for ever if nobody read it
        }
        pump.drain(List.of(slow.channel())).get(20, TimeUnit.SECONDS);
        released.countDown();
        assertThat(next()).isEqualTo("stuck:one");
        String arrival;
        do { // what comes in the moment in which the call returns may still be dropped
            slow.write("again");
            arrival = arrived.poll(20, TimeUnit.MILLISECONDS);
        } while (arrival == null);
        assertThat(arrival).startsWith("stuck:again");
    }

    @Test
    void withSpillTheProgramGoesOnAndNothingIsLost() throws Exception {
        Writer slow = writer(TroublePolicy.SPILL, stuckSink);
        slow.write("one,");
        stuck.await();
        StringBuilder expected = new StringBuilder("one,");
        for (int i = 0; i < 8; i++) {
            String piece = String.valueOf((char) ('a' + i)).repeat(PIPE_BYTES);
            slow.write(piece);
            expected.append(piece);
        }
        pump.drain(List.of(slow.channel())).get(20, TimeUnit.SECONDS);
        released.countDown();
        slow.write("!");
        expected.append('!');
        StringBuilder all = new StringBuilder();
        while (all.length() < expected.length()) {
            all.append(next().substring("stuck:".length()));
        }
        assertThat(all).hasToString(expected.toString());
    }

    @Test
    void clearingAnswersWithinItsBound() throws Exception {
        Writer slow = writer(TroublePolicy.BLOCK, stuckSink);
        slow.write("one");
        stuck.await();
        CompletableFuture<Void> cleared = pump.clear(List.of(slow.channel()));
        assertThat(cleared).failsWithin(20, TimeUnit.SECONDS).withThrowableThat().havingRootCause()
                .withMessage("it does not answer");
    }

    @Test
    void theEndOfTheDaemonComesWithinItsBound() throws Exception {
        Writer slow = writer(TroublePolicy.BLOCK, stuckSink);
        Writer other = writer(TroublePolicy.BLOCK, new NamedSink("other"));
        slow.write("one");
        stuck.await();
        other.write("last words");
        assertThat(pump.close()).succeedsWithin(20, TimeUnit.SECONDS);
        assertThat(next()).isEqualTo("other:last words");
        assertThat(next()).isEqualTo("other closed");
    }

    @Test
    void theEndOfAnOutputIsWrittenAndClosedWhenTheSinkComesBack() throws Exception {
        Writer slow = writer(TroublePolicy.BLOCK, stuckSink);
        slow.write("one ");
        stuck.await();
        slow.write("last words");
        CompletableFuture<Void> drained = pump.drain(List.of(slow.channel()));
        posix.close(slow.fd());
        released.countDown();
        assertThat(next()).isEqualTo("stuck:one ");
        assertThat(next()).isEqualTo("stuck:last words");
        assertThat(next()).isEqualTo("stuck closed");
        assertThat(drained).succeedsWithin(20, TimeUnit.SECONDS);
    }
}
