package org.supervisor4j.core.output;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.core.loop.LoopLostException;
import org.supervisor4j.core.loop.TaskFailures;

/**
 * What the pump has still to do before it looks for more: steps of which each ends with at most one {@linkplain Baton#send call} that
 * may take long. So whoever takes the loop over goes on exactly where the other thread is stuck. Belongs to the pump's loop.
 */
final class Agenda {

    private static final Logger log = LoggerFactory.getLogger(Agenda.class);

    private final TaskFailures failures =
            new TaskFailures(log, "A step of the log pump failed; it is given up, everything else goes on");
    private final Deque<Runnable> steps = new ArrayDeque<>();
    private boolean running;

    void add(Runnable step) {
        steps.add(step);
    }

    /** Takes all steps, those included that are added meanwhile. Within a step this does nothing: that is done already. */
    void run() {
        if (running) {
            return;
        }
        running = true;
        for (Runnable step = steps.poll(); step != null; step = steps.poll()) {
            try {
                step.run();
            } catch (LoopLostException e) {
                throw e; // nothing here is this thread's any more
            } catch (RuntimeException | Error e) { // even without memory: the other channels go on
                failures.say(e);
            }
        }
        running = false;
    }

    /** Goes on with the steps that another thread has left. */
    void resume() {
        running = false;
        run();
    }
}
