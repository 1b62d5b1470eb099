package org.supervisor4j.core.output;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.supervisor4j.core.loop.EventLoop;

/**
 * Where one or several channels write to, a file or another sink: one call at a time, in the order in which they came. While a call
 * does not come back, or has failed and is to be repeated, the others wait here and nowhere else. Belongs to the pump's loop.
 */
final class Outlet implements Baton.Errand {

    static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Less is not worth a word: disks take a breath. */
    static final Duration SLOW = Duration.ofSeconds(1);

    /** Something to be done with the sink. */
    interface Job {
        /** The work itself, not always on the loop. */
        void perform() throws IOException;

        /**
         * It is through.
         *
         * @param failure null unless it failed
         * @return whether it is to be performed again after a pause
         */
        boolean completed(IOException failure);

        /** It waits, or has been taking long and still does. */
        default void slow() {}
    }

    private final EventLoop loop;
    private final Baton baton;
    private final Agenda agenda;
    private final Deque<Job> urgent = new ArrayDeque<>();
    private final Deque<Job> ordinary = new ArrayDeque<>();
    private Job underWay; // null: none
    private boolean scheduled;
    private IOException trouble; // null: none; else the last attempt has failed and the next is still to come
    private final Set<String> troubled = new HashSet<>(); // by name: several runs of a program may wait
    private final Set<String> unrotated = new HashSet<>(); // by name, too
    private Duration pause = FIRST_PAUSE;

    Outlet(EventLoop loop, Baton baton, Agenda agenda) {
        this.loop = loop;
        this.baton = baton;
        this.agenda = agenda;
    }

    /** Has a job done in its turn, as a step of the agenda if there is nothing before it. */
    void submit(Job job) {
        ordinary.add(job);
        schedule();
    }

    /** The same before all that wait: for who was first already, and has more. */
    void submitFirst(Job job) {
        ordinary.addFirst(job);
        schedule();
    }

    /** The same even while trouble lasts; if it succeeds, the trouble may be over and the others are tried at once. */
    void submitUrgent(Job job) {
        urgent.add(job);
        schedule();
    }

    /** Gives up a job that is not under way yet; answers whether it could. */
    boolean withdraw(Job job) {
        return job != underWay && (urgent.remove(job) || ordinary.remove(job));
    }

    boolean isUnderWay(Job job) {
        return job == underWay;
    }

    /** Whether who comes now would have to wait for longer than a moment. */
    boolean isHeldUp() {
        return trouble != null || underWay != null;
    }

    /** Why the last attempt has failed, while the next is still to come. */
    Optional<IOException> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Whether the trouble that this channel has here is news. */
    boolean troubleBegins(String channel) {
        return troubled.add(channel);
    }

    /** Whether it was in trouble. */
    boolean troubleEnds(String channel) {
        return troubled.remove(channel);
    }

    /** Whether it is news that what this channel writes is taken, but what the sink does afterwards fails. */
    boolean afterthoughtFails(String channel) {
        return unrotated.add(channel);
    }

    /** Something has been taken, and nothing has failed afterwards. */
    void afterthoughtsGoWell(String channel) {
        unrotated.remove(channel);
    }

    /** Tries at once what waits for the end of trouble. */
    void retryNow() {
        trouble = null;
        schedule();
    }

    private void schedule() {
        if (!scheduled) {
            agenda.add(this::advance);
            scheduled = true; // only now: there may be no memory for the step
        }
    }

    private void advance() {
        scheduled = false;
        if (underWay == null) {
            underWay = urgent.isEmpty() && trouble == null ? ordinary.peek() : urgent.peek();
            if (underWay != null) {
                baton.send(this);
            }
        }
    }

    @Override
    public void perform() throws IOException {
        underWay.perform(); // stays the same until completed() is called
    }

    @Override
    public void delayed() {
        Job job = underWay;
        loop.schedule(SLOW, () -> {
            if (underWay == job) {
                ordinary.forEach(Job::slow); // those that wait for it, too
            }
        });
    }

    @Override
    public void completed(IOException failure) {
        Job job = underWay;
        underWay = null;
        boolean again = job.completed(failure);
        if (urgent.remove(job)) {
            trouble = failure == null ? null : trouble;
        } else if (again) {
            rest(failure);
        } else {
            ordinary.remove(job);
            pause = FIRST_PAUSE;
        }
        if (!urgent.isEmpty() || !ordinary.isEmpty()) {
            schedule();
        }
    }

    private void rest(IOException failure) {
        trouble = failure;
        loop.schedule(pause, () -> {
            retryNow();
            agenda.run();
        });
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
