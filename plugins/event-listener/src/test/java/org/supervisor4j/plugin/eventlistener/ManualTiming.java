package org.supervisor4j.plugin.eventlistener;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A time that passes when the test says so. */
final class ManualTiming implements Timing {

    private record Task(long due, Runnable work) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now;

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void after(Duration pause, Runnable task) {
        tasks.add(new Task(now + pause.toNanos(), task));
    }

    void pass(Duration duration) {
        now += duration.toNanos();
        List<Task> due = tasks.stream().filter(task -> task.due() <= now).toList();
        tasks.removeAll(due);
        due.forEach(task -> task.work().run());
    }
}
