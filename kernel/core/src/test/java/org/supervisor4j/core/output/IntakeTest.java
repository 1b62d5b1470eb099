package org.supervisor4j.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.config.LineFormat;
import org.supervisor4j.config.OutputHandling;
import org.supervisor4j.config.TroublePolicy;
import org.supervisor4j.core.CapturedLog;
import org.supervisor4j.core.ManualTime;
import org.supervisor4j.core.event.EventBus;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.posix.ChildPipe;
import org.supervisor4j.posix.FakePosix;
import org.supervisor4j.posix.LinuxPosix;
import org.supervisor4j.posix.Posix;

/** What was read is written, be there another read before that; when there is no memory it is counted. */
class IntakeTest {

    private final Posix posix = new LinuxPosix();
    private final EventLoop loop = new EventLoop("test", new FakePosix().openPoller(), new ManualTime());
    private final Agenda agenda = new Agenda();
    private final Intake intake = new Intake(posix, agenda);
    private final StringBuilder logged = new StringBuilder();
    private final CapturedLog said = new CapturedLog(OutputChannel.class);
    private boolean hasNoMemory;
    private ChildPipe pipe;

    @BeforeEach
    void open() throws IOException {
        loop.own();
        pipe = posix.openOutputPipe();
    }

    @AfterEach
    void close() {
        said.close();
        posix.close(pipe.ours());
        posix.close(pipe.childs());
    }

    private OutputChannel channel() {
        LogSink sink = new LogSink() {
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
        };
        Baton baton = new Baton(loop, agenda, intake::renew);
        Lane lane = new Lane(new Outlet(loop, baton, agenda), new Lane.Witness() {
            @Override
            public void slow(String where) {}

            @Override
            public void cameBack() {}
        });
        OutputReader reader = new OutputReader() {
            @Override
            public void received(ByteBuffer data) {
                if (hasNoMemory) {
                    throw new OutOfMemoryError("as the test wants it");
                }
            }

            @Override
            public void ended() {}

            @Override
            public Lane lane() {
                return lane;
            }

            @Override
            public void left() {}
        };
        ProcessId process = new ProcessId("g", "a");
        OutputEvents nobody = OutputEvents.none(new EventBus(loop), process, 7, ProcessStream.STDOUT);
        OutputChannel channel = new OutputChannel(
                process, ProcessStream.STDOUT, pipe.ours(), List.of(sink),
                new OutputHandling(TroublePolicy.BLOCK, LineFormat.RAW), false, nobody, Optional.of(reader));
        channel.connect(new Outlets(loop, baton, agenda), false, () -> {});
        return channel;
    }

    private void written(OutputChannel channel, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        posix.write(pipe.childs(), ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
        assertThat(intake.read(channel, () -> {})).isEqualTo(bytes.length);
        agenda.run();
    }

    @Test
    void thePieceIsCountedAndTheNextOneIsWritten() throws Exception {
        OutputChannel channel = channel();
        written(channel, "one ");
        hasNoMemory = true;
        written(channel, "lost");
        written(channel, "too");
        hasNoMemory = false;
        written(channel, "two");

        assertThat(logged.toString()).isEqualTo("one two");
        assertThat(said.messages()).containsExactly(
                "Up to 7 bytes of the stdout of 'g:a' are missing in its log: there was no memory for them");
    }

    @Test
    void whatIsStillToBeWrittenIsNotReadOver() throws Exception {
        OutputChannel one = channel();
        ChildPipe first = pipe;
        pipe = posix.openOutputPipe();
        OutputChannel other = channel();
        posix.write(first.childs(), ByteBuffer.allocateDirect(4).put("one ".getBytes(StandardCharsets.UTF_8)).flip());
        posix.write(pipe.childs(), ByteBuffer.allocateDirect(3).put("two".getBytes(StandardCharsets.UTF_8)).flip());
        intake.read(one, () -> {});
        intake.read(other, () -> {}); // as at the end, when all are emptied
        agenda.run();

        assertThat(logged.toString()).isEqualTo("one two");
        posix.close(first.ours());
        posix.close(first.childs());
    }
}
