package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.supervisor4j.api.event.ProcessEventListener.QUEUE_CAPACITY;
import static org.supervisor4j.core.Programs.program;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.EventType;
import org.supervisor4j.api.event.TickEvent;
import org.supervisor4j.api.program.ChildDialogue;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.api.program.StandardInput;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.core.Programs;
import org.supervisor4j.posix.FakePosix;

/** A plugin that talks to the children of a group. */
@Timeout(30)
class DialogueTest {

    private static final int FIRST = FakePosix.FIRST_PID;

    private final KernelFixture kernel = new KernelFixture();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<StandardInput> inputs = new ArrayList<>();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private String failsOn = "nothing";

    private GroupConfig talking() {
        OutputConfig eager = new OutputConfig(new OutputConfig.Destination.None(), 0, 0, 100, true, false);
        return new GroupConfig(
                "a",
                999,
                List.of(program("a").outputs(eager, Programs.NO_FILE).build()),
                "talker",
                Optional.of(Hooks::new));
    }

    @Test
    void hearsOfAChildFromItsBirthToItsEnd() throws Exception {
        kernel.start(talking());
        kernel.passSeconds(2);
        kernel.posix.write(FIRST, "READY\n");
        kernel.settle();
        kernel.service.stop(KernelFixture.id("a"), false);
        kernel.settle();
        kernel.posix.write(FIRST, "bye");
        kernel.die(FIRST, 15);

        assertThat(told).containsExactly("begun", "RUNNING", "read READY\n", "STOPPING", "read bye", "ended");
    }

    @Test
    void isBegunAnewWithEachChild() throws Exception {
        kernel.start(talking());
        kernel.passSeconds(2);
        kernel.exit(FIRST, 1);

        assertThat(told).containsExactly("begun", "RUNNING", "ended", "begun");
        assertThat(inputs).hasSize(2);
    }

    @Test
    void sendsToTheChildWithoutWaitingForTheLoop() throws Exception {
        kernel.start(talking());
        inputs.getFirst().send(new byte[] {'x', '\n'});
        assertThat(kernel.posix.stdin(FIRST)).isEqualTo("x\n");
        kernel.posix.stdinUnread = 2;
        assertThat(inputs.getFirst().unread()).isEqualTo(2);

        kernel.exit(FIRST, 0);
        assertThat(inputs.getFirst().unread()).isZero();
        assertThatThrownBy(() -> inputs.getFirst().send(new byte[1]))
                .isInstanceOfSatisfying(
                        ControlException.class,
                        e -> assertThat(e.reason()).isEqualTo(ControlException.Reason.NO_FILE));
    }

    @Test
    void theRestIsSentWhenTheChildHasRead() throws Exception {
        kernel.start(talking());
        kernel.posix.stdinRoom = 2;
        inputs.getFirst().send("abcd".getBytes(StandardCharsets.UTF_8));
        assertThat(kernel.posix.stdin(FIRST)).isEqualTo("ab");
        assertThat(inputs.getFirst().unread()).isEqualTo(2);
        kernel.posix.stdinRoom = 100;
        kernel.settle();
        assertThat(kernel.posix.stdin(FIRST)).isEqualTo("abcd");
    }

    @Test
    void whatAChildHasNotReadWhenItClosesItsInputIsUnreadForEver() throws Exception {
        kernel.start(talking());
        kernel.posix.stdinRoom = 2;
        inputs.getFirst().send("abcd".getBytes(StandardCharsets.UTF_8));
        kernel.posix.stdinUnread = 1;
        kernel.posix.stdinRoom = -1;
        kernel.settle();
        assertThat(inputs.getFirst().unread()).isEqualTo(3);
        assertThatThrownBy(() -> inputs.getFirst().send(new byte[5])).isInstanceOf(ControlException.class);
        assertThat(inputs.getFirst().unread()).as("but not what was not taken").isEqualTo(3);

        kernel.exit(FIRST, 0);
        assertThat(inputs.getFirst().unread()).isZero();
    }

    /** It is a protocol: nobody else is to read messages in it. */
    @Test
    void whatIsSaidIsToldToNobodyElse() throws Exception {
        kernel.kernel.events().subscribe("test", events::add, List.of(EventType.EVENT.name()), QUEUE_CAPACITY);
        kernel.start(talking());
        kernel.posix.write(FIRST, "<!--XSUPERVISOR:BEGIN-->x<!--XSUPERVISOR:END-->");
        kernel.settle();

        kernel.kernel.events().publish(new TickEvent(5, 0));
        for (Event event = events.take(); event.type() != EventType.TICK_5; event = events.take()) {
            assertThat(event.type().isA(EventType.PROCESS_LOG)).isFalse();
            assertThat(event.type().isA(EventType.PROCESS_COMMUNICATION)).isFalse();
        }
        assertThat(told).contains("read <!--XSUPERVISOR:BEGIN-->x<!--XSUPERVISOR:END-->");
    }

    @Test
    void aDefectEndsItAndNothingElse() throws Exception {
        failsOn = "read x";
        kernel.start(talking());
        kernel.passSeconds(2);
        kernel.posix.write(FIRST, "x");
        kernel.settle();
        kernel.posix.write(FIRST, "y");
        kernel.settle();

        assertThat(told).containsExactly("begun", "RUNNING", "read x", "ended");
        assertThat(kernel.state("a")).isEqualTo(ProcessState.RUNNING);
        kernel.exit(FIRST, 0);
        assertThat(kernel.state("a")).isEqualTo(ProcessState.EXITED);
        assertThat(told).last().isEqualTo("ended");
        assertThat(told).hasSize(4);
    }

    @Test
    void endsWithTheChildWhoeverStillHoldsItsOutput() throws Exception {
        kernel.start(talking());
        kernel.passSeconds(2);
        kernel.posix.write(FIRST, "bye");
        kernel.posix.exitSurvived(FIRST, 0);
        kernel.settle();

        assertThat(kernel.state("a")).isEqualTo(ProcessState.EXITED);
        assertThat(told).containsExactly("begun", "RUNNING", "read bye", "ended");
        kernel.posix.write(FIRST, "I am somebody else");
        kernel.settle();
        assertThat(told).last().isEqualTo("ended");
    }

    /** Else it could not say what it has not delivered. */
    @Test
    void itsGroupEndsWhenListenersWhoMustMissNoneHaveBeenToldWhatHappenedBefore() throws Exception {
        Thread spawner = Thread.currentThread(); // in this fixture
        kernel.start(talking());
        kernel.passSeconds(2);
        kernel.kernel.events().subscribe("test", event -> {
            while (spawner.getState() != Thread.State.TIMED_WAITING && !told.contains("closed")) {
                Thread.onSpinWait();
            }
            told.add("heard " + event.type());
        }, List.of(EventType.PROCESS_STATE_STOPPED.name()), Integer.MAX_VALUE);
        kernel.service.stop(KernelFixture.id("a"), false);
        kernel.settle();
        kernel.die(FIRST, 15);
        kernel.settled(kernel.service.removeGroup("a"));

        assertThat(told).endsWith("ended", "heard PROCESS_STATE_STOPPED", "closed");
    }

    private final class Hooks implements GroupHooks {

        @Override
        public Optional<ListeningSocket> acquire(ProcessId process) {
            return Optional.empty();
        }

        @Override
        public Optional<ChildDialogue> dialogue(ProcessId process) {
            return Optional.of(new Recording());
        }

        @Override
        public void release(ProcessId process) {
            // nothing was acquired
        }

        @Override
        public void close() {
            told.add("closed");
        }
    }

    private final class Recording implements ChildDialogue {

        private void tell(String what) {
            told.add(what);
            if (what.equals(failsOn)) {
                throw new IllegalArgumentException("on purpose");
            }
        }

        @Override
        public void begun(StandardInput input) {
            inputs.add(input);
            tell("begun");
        }

        @Override
        public void entered(ProcessState state) {
            tell(state.name());
        }

        @Override
        public void received(ByteBuffer data) {
            tell("read " + StandardCharsets.UTF_8.decode(data));
        }

        @Override
        public void ended() {
            tell("ended");
        }
    }
}
