package org.supervisor4j.core.process;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.function.Consumer;

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

    /** Does something with each; if that fails with one, with the others all the same. */
    static <T> void each(Iterator<T> things, Consumer<T> work) {
        if (things.hasNext()) {
            try {
                work.accept(things.next());
            } finally {
                each(things, work);
            }
        }
    }
}
