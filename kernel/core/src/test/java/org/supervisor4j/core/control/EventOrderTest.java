package org.supervisor4j.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.api.event.ProcessEventListener.QUEUE_CAPACITY;
import static org.supervisor4j.core.Programs.program;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.EventType;
import org.supervisor4j.api.event.ProcessStateEvent;
import org.supervisor4j.api.event.TickEvent;
import org.supervisor4j.posix.FakePosix;

/** An event comes before those of what others do because of it. */
@Timeout(30)
class EventOrderTest {

    private static final int FIRST = FakePosix.FIRST_PID;

    private final KernelFixture kernel = new KernelFixture();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private List<String> heard() throws InterruptedException {
        kernel.kernel.events().publish(new TickEvent(5, 0));
        List<String> heard = new ArrayList<>();
        for (Event event = events.take(); !(event instanceof TickEvent); event = events.take()) {
            if (event instanceof ProcessStateEvent change) {
                heard.add(change.process().name() + " " + change.to());
            }
        }
        return heard;
    }

    @Test
    void theNextGroupStopsAfterTheOneBeforeHasStopped() throws Exception {
        kernel.start(program("a").priority(1).group(), program("b").priority(2).group());
        kernel.passSeconds(2);
        kernel.kernel.events().subscribe("test", events::add, List.of(EventType.EVENT.name()), QUEUE_CAPACITY);
        kernel.service.shutdown();
        kernel.settle();
        kernel.die(FIRST + 1, 15);
        kernel.die(FIRST, 15);
        assertThat(heard()).containsExactly("b STOPPING", "b STOPPED", "a STOPPING", "a STOPPED");
    }
}
