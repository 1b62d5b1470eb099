package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.api.event.ProcessEventListener.QUEUE_CAPACITY;
import static org.supervisor4j.core.Programs.program;
import static org.supervisor4j.core.control.KernelFixture.config;
import static org.supervisor4j.core.control.KernelFixture.id;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.ExitStatus;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessStateEvent;
import org.supervisor4j.api.event.RemoteCommunicationEvent;
import org.supervisor4j.config.ProcessConfig.AutoRestart;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.FakePosix;

/** What listeners hear of the life of processes, groups and the daemon, in supervisord's words. */
@Timeout(20)
class PublishedEventsTest {

    private static final int FIRST = FakePosix.FIRST_PID;
    private static final Event LAST = new RemoteCommunicationEvent("the", "last");

    private final KernelFixture kernel = new KernelFixture();
    private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();

    @BeforeEach
    void listen() {
        kernel.kernel.events().subscribe("test", heard::add, List.of("EVENT"), QUEUE_CAPACITY);
    }

    /** All that was told since the last call. */
    private List<String> told() throws Exception {
        kernel.service.publish(LAST);
        kernel.settle();
        List<String> told = new ArrayList<>();
        for (Event event = next(); !event.equals(LAST); event = next()) {
            told.add((event.type() + " " + event.payload()).strip());
        }
        return told;
    }

    private Event next() throws InterruptedException {
        Event event = heard.poll(10, TimeUnit.SECONDS);
        assertThat(event).as("an event").isNotNull();
        return event;
    }

    private static String of(String state, String rest) {
        return "PROCESS_STATE_" + state + " processname:a groupname:a from_state:" + rest;
    }

    @Test
    void howAChildHasEndedIsToldEvenIfTheNextOneRunsAlready() throws Exception {
        kernel.start(program("a").group());
        kernel.passSeconds(1);
        kernel.die(FIRST, 9);
        assertThat(kernel.info("a").exitStatus()).isEmpty();
        kernel.service.publish(LAST);
        kernel.settle();

        List<Optional<ExitStatus>> exits = new ArrayList<>();
        for (Event event = next(); !event.equals(LAST); event = next()) {
            if (event instanceof ProcessStateEvent change) {
                exits.add(change.exit());
            }
        }
        assertThat(exits).containsExactly(Optional.empty(), Optional.empty(),
                Optional.of(new ExitStatus.Signalled(9, false)), Optional.empty());
    }

    @Test
    void aWholeLife() throws Exception {
        kernel.start(program("a").group());
        assertThat(told())
                .containsExactly("PROCESS_GROUP_ADDED groupname:a", "SUPERVISOR_STATE_CHANGE_RUNNING",
                        of("STARTING", "STOPPED tries:0"));
        kernel.passSeconds(1);
        kernel.exit(FIRST, 3);
        assertThat(told())
                .containsExactly(of("RUNNING", "STARTING pid:" + FIRST),
                        of("EXITED", "RUNNING expected:0 pid:" + FIRST), of("STARTING", "EXITED tries:0"));
        kernel.passSeconds(1);
        kernel.service.stop(id("a"), false);
        kernel.settle();
        kernel.exit(FIRST + 1, 0);
        assertThat(told())
                .containsExactly(of("RUNNING", "STARTING pid:" + (FIRST + 1)),
                        of("STOPPING", "RUNNING pid:" + (FIRST + 1)), of("STOPPED", "STOPPING pid:" + (FIRST + 1)));
        kernel.service.removeGroup("a");
        assertThat(told()).containsExactly("PROCESS_GROUP_REMOVED groupname:a");
        kernel.service.shutdown();
        assertThat(told()).containsExactly("SUPERVISOR_STATE_CHANGE_STOPPING");
    }

    @Test
    void attemptsToStartAreCounted() throws Exception {
        kernel.start(program("a").startRetries(1).group());
        told();
        kernel.exit(FIRST, 0);
        kernel.passSeconds(1);
        kernel.exit(FIRST + 1, 0);

        assertThat(told())
                .containsExactly(of("BACKOFF", "STARTING tries:1"), of("STARTING", "BACKOFF tries:1"),
                        of("BACKOFF", "STARTING tries:2"), of("FATAL", "BACKOFF"));
    }

    @Test
    void aStopDuringThePauseHasNoChild() throws Exception {
        kernel.start(program("a").group());
        kernel.exit(FIRST, 0);
        told();
        kernel.service.stop(id("a"), false);

        assertThat(told()).containsExactly(of("STOPPED", "BACKOFF pid:0"));
    }

    @Test
    void anEndThatWasExpectedSaysSo() throws Exception {
        kernel.start(program("a").autorestart(AutoRestart.UNEXPECTED).group());
        kernel.passSeconds(1);
        told();
        kernel.exit(FIRST, 0);

        assertThat(told()).containsExactly(of("EXITED", "RUNNING expected:1 pid:" + FIRST));
    }

    @Test
    void aSignalThatCannotBeSent() throws Exception {
        kernel.start(program("a").group());
        kernel.passSeconds(1);
        told();
        kernel.posix.killErrno = Errno.EPERM;
        kernel.service.stop(id("a"), false);

        assertThat(told()).containsExactly(of("STOPPING", "RUNNING pid:" + FIRST), of("UNKNOWN", "STOPPING"));
    }

    @Test
    void anAddedGroup() throws Exception {
        kernel.start(program("a").autostart(false).group());
        told();
        kernel.onDisk = Optional.of(config(program("a").autostart(false).group(), program("b").autostart(false).group()));
        kernel.settled(kernel.service.reread());
        kernel.settled(kernel.service.addGroup("b"));

        assertThat(told()).containsExactly("PROCESS_GROUP_ADDED groupname:b");
    }
}
