package org.supervisor4j.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.program.ChildDialogue;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.api.program.StandardInput;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.LineFormat;
import org.supervisor4j.config.OutputHandling;
import org.supervisor4j.config.TroublePolicy;
import org.supervisor4j.core.CapturedLog;
import org.supervisor4j.core.HostedPlugins;
import org.supervisor4j.core.TimeSource;
import org.supervisor4j.core.event.EventBus;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.core.output.LogPump;
import org.supervisor4j.core.output.OutputChannel;
import org.supervisor4j.core.output.OutputEvents;
import org.supervisor4j.core.output.OutputReader;
import org.supervisor4j.posix.ChildPipe;
import org.supervisor4j.posix.LinuxPosix;
import org.supervisor4j.posix.Posix;

/** Real pipes and threads: a plugin that does not come back from its talk to a child costs that child's output, and nobody else. */
@Timeout(30)
class SlowDialogueTest {

    private static final String PLUGIN = "section kind 'talker' (talker.jar)";

    private final Posix posix = new LinuxPosix();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> logged = new LinkedBlockingQueue<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch stuck = new CountDownLatch(1);
    private EventLoop loop;
    private LogPump pump;
    private Dialogue dialogue;

    @BeforeEach
    void start() throws IOException {
        loop = new EventLoop("log-pump", posix.openPoller(), TimeSource.SYSTEM);
        pump = new LogPump(loop, posix);
        pump.start(Thread.ofPlatform().daemon().name("dialogue-pump").factory());
    }

    @AfterEach
    void stop() {
        released.countDown();
        loop.stop();
    }

    /** Hangs when it is told what the child writes. */
    private final class Talk implements ChildDialogue {
        private void waitForTheTest() {
            stuck.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void begun(StandardInput input) {
            told.add("begun");
        }

        @Override
        public void entered(ProcessState state) {
            told.add(state.name());
        }

        @Override
        public void received(ByteBuffer data) {
            waitForTheTest();
            told.add("read " + StandardCharsets.UTF_8.decode(data));
        }

        @Override
        public void ended() {
            told.add("ended");
        }
    }

    private record Pipe(OutputChannel channel, int fd) {}

    private Pipe child(String name, LogSink sink, Optional<OutputReader> reader) throws IOException {
        ChildPipe pipe = posix.openOutputPipe();
        ProcessId process = new ProcessId("g", name);
        OutputEvents nobody = OutputEvents.none(new EventBus(loop), process, 7, ProcessStream.STDOUT);
        OutputChannel channel = new OutputChannel(
                process, ProcessStream.STDOUT, pipe.ours(), List.of(sink), new OutputHandling(TroublePolicy.BLOCK, LineFormat.RAW), false,
                nobody, reader);
        pump.add(channel);
        return new Pipe(channel, pipe.childs());
    }

    private void write(Pipe pipe, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        posix.write(pipe.fd(), ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
    }

    private LogSink sink(String name) {
        return new LogSink() {
            @Override
            public void write(ByteBuffer data) {
                logged.add(name + " " + StandardCharsets.UTF_8.decode(data));
            }

            @Override
            public void reopen() {}

            @Override
            public void clear() {}

            @Override
            public void close() {}
        };
    }

    private static String next(BlockingQueue<String> queue) throws InterruptedException {
        return queue.poll(20, TimeUnit.SECONDS);
    }

    private Pipe talkThatHangs() throws Exception {
        dialogue = new Dialogue(new ProcessId("g", "talks"), PLUGIN, new Talk(), pump);
        Pipe pipe = child("talks", sink("talks"), Optional.of(dialogue));
        write(pipe, "first");
        stuck.await();
        return pipe;
    }

    @Test
    void theOutputOfOthersIsReadOn() throws Exception {
        Pipe other = child("other", sink("other"), Optional.empty());
        talkThatHangs();
        write(other, "one");
        assertThat(List.of(next(logged), next(logged))).as("what it was given is logged, too").contains("other one", "talks first");
        write(other, "two");
        assertThat(next(logged)).isEqualTo("other two");
    }

    @Test
    void itIsSaidWhoHangsWhereAndWithWhom() throws Exception {
        try (CapturedLog log = new CapturedLog(Dialogue.class)) {
            talkThatHangs();
            assertThat(log.await())
                    .startsWith("The " + PLUGIN + " does not come back from its talk to 'g:talks', whose output waits until it does; it hangs in "
                            + Talk.class.getName() + ".waitForTheTest(");
            released.countDown();
            assertThat(log.await()).isEqualTo("The " + PLUGIN + " has come back from its talk to 'g:talks'");
        }
    }

    @Test
    void itGoesOnWhereItWasWhenItHasComeBack() throws Exception {
        Pipe pipe = talkThatHangs();
        pump.execute(() -> dialogue.entered(ProcessState.RUNNING));
        write(pipe, "second");
        released.countDown();
        assertThat(List.of(next(told), next(told), next(told))).containsExactly("read first", "RUNNING", "read second");
        assertThat(List.of(next(logged), next(logged))).containsExactly("talks first", "talks second");
    }

    @Test
    void theEndOfTheDaemonDoesNotWaitForIt() throws Exception {
        try (CapturedLog log = new CapturedLog(Dialogue.class)) {
            Pipe pipe = talkThatHangs();
            write(pipe, "second");
            log.await();
            pump.close().get(20, TimeUnit.SECONDS);
            assertThat(List.of(next(logged), next(logged))).containsExactly("talks first", "talks second");
            assertThat(log.await()).isEqualTo("The " + PLUGIN + " has not come back from its talk to 'g:talks' and is not waited for any longer");
        }
        assertThat(told).isEmpty();
    }

    @Test
    void anEndOfTheDaemonThatIsQuickerThanTheWordsSaysWhoItIs() throws Exception {
        try (CapturedLog log = new CapturedLog(Dialogue.class)) {
            talkThatHangs();
            pump.close().get(20, TimeUnit.SECONDS);
            assertThat(log.messages()).contains(
                    "The " + PLUGIN + " has not come back from its talk to 'g:talks' and is not waited for any longer");
        }
    }

    @Test
    void whatEndedRunsLeaveDoesNotWaitForItWithoutEnd() throws Exception {
        CompletableFuture<Void> drained = pump.drain(List.of(talkThatHangs().channel()));
        drained.get(20, TimeUnit.SECONDS);
        assertThat(stuck.getCount()).as("still at it").isZero();
        assertThat(told).isEmpty();
    }

    @Test
    void noOtherChildIsTalkedToMeanwhile() throws Exception {
        ProcessId process = new ProcessId("g", "talks");
        GroupConfig group = new GroupConfig("g", 1, List.of(), "talker", Optional.of(Talking::new));
        GroupHooks hooks = ContainedHooks.activate(group, new HostedPlugins(_ -> "talker.jar"));
        try (CapturedLog log = new CapturedLog(Dialogue.class)) {
            write(child("talks", sink("talks"), ContainedHooks.talk(hooks, process, pump).map(OutputReader.class::cast)), "first");
            log.await();
            assertThatThrownBy(() -> ContainedHooks.talk(hooks, process, pump))
                    .hasMessage("the " + PLUGIN + " has not come back from its talk to the child before");
            assertThat(ContainedHooks.talk(hooks, new ProcessId("g", "other"), pump)).isPresent();
            released.countDown();
            log.await();
            assertThat(ContainedHooks.talk(hooks, process, pump)).isPresent();
        }
    }

    private final class Talking implements GroupHooks {
        @Override
        public Optional<ListeningSocket> acquire(ProcessId process) {
            return Optional.empty();
        }

        @Override
        public Optional<ChildDialogue> dialogue(ProcessId process) {
            return Optional.of(new Talk());
        }

        @Override
        public void release(ProcessId process) {}

        @Override
        public void close() {}
    }
}
