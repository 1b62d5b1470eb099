package org.supervisor4j.plugin.eventlistener;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Does one task after the other on a thread of its own, which is there while there is something to do. It is no virtual one: those share a few
 * threads of the system, and files that do not answer would keep them from everybody.
 */
final class InOrder implements Executor {

    private final String name;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean isBusy;

    InOrder(String name) {
        this.name = name;
    }

    @Override
    public synchronized void execute(Runnable task) {
        tasks.add(task);
        if (!isBusy) {
            Thread.ofPlatform().daemon().name(name).start(this::work);
            isBusy = true;
        }
    }

    private void work() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private synchronized Runnable next() {
        isBusy = !tasks.isEmpty();
        return tasks.poll();
    }
}
