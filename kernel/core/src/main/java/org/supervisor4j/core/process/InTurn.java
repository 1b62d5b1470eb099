package org.supervisor4j.core.process;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Does one thing after another: what comes of a thing while it is done waits until it is through.
 *
 * <p><b>Threading:</b> belongs to the kernel loop.
 */
final class InTurn {

    private final Queue<Runnable> waiting = new ArrayDeque<>(); // the first is being done

    void take(Runnable thing) {
        waiting.add(thing);
        if (waiting.size() > 1) {
            return;
        }
        try {
            while (!waiting.isEmpty()) {
                waiting.peek().run();
                waiting.remove();
            }
        } finally {
            waiting.clear(); // after a defect nothing is to wait for the one that failed
        }
    }
}
