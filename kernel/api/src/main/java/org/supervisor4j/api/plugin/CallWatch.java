package org.supervisor4j.api.plugin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Notices calls of what others bring that do not come back, so that the activity log can say so: for plugins, too, that have extension points
 * of their own. It ends nothing. One timer for all calls, and none when there are no calls.
 *
 * <p><b>Threading:</b> any.
 */
public final class CallWatch {

    /** For as long a call may take before it is worth a word, unless there is reason for another time. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Hears of calls that take long; on a thread that it may keep for a while. */
    public interface Witness {

        /**
         * A call has not come back in time; told once of all that are called the same, until they are back.
         *
         * @param what is called, as whoever began it says
         * @param where the calls that it hangs in, innermost first
         */
        void hangs(String what, String where);

        /** None of those is late any more. */
        void cameBack(String what);
    }

    private static final Executor LOOKING = Thread::startVirtualThread;

    private final Duration patience;
    private final Witness witness;
    private final Set<Call> open = new LinkedHashSet<>(); // the oldest first; guards what follows
    private final Map<String, Integer> late = new HashMap<>(); // how many of each
    private final Set<String> said = new HashSet<>(); // of these
    private boolean isArmed;

    /** @param patience how long a call may take */
    public CallWatch(Duration patience, Witness witness) {
        this.patience = patience;
        this.witness = witness;
    }

    /** A call that has begun on a thread, until it is closed. */
    public final class Call implements AutoCloseable {
        private final Supplier<String> what;
        private final Thread thread = Thread.currentThread();
        private final long since = System.nanoTime();
        private String told; // null: it is not late

        private Call(Supplier<String> what) {
            this.what = what;
        }

        private Duration left() {
            return patience.minusNanos(System.nanoTime() - since);
        }

        /** It has come back. */
        @Override
        public void close() {
            boolean isNews;
            synchronized (open) {
                open.remove(this);
                isNews = told != null && late.merge(told, -1, Integer::sum) == 0;
                if (isNews) {
                    late.remove(told);
                    isNews = said.remove(told);
                }
            }
            if (isNews) {
                witness.cameBack(told);
            }
        }
    }

    /**
     * The calling thread begins a call: for a {@code try} statement.
     *
     * @param what is called, for people; asked only if it is late
     */
    public Call begin(Supplier<String> what) {
        Call call = new Call(what);
        synchronized (open) {
            open.add(call);
            arm(patience);
        }
        return call;
    }

    private void arm(Duration pause) {
        if (!isArmed) {
            isArmed = true;
            CompletableFuture.delayedExecutor(pause.toNanos(), TimeUnit.NANOSECONDS, LOOKING).execute(this::look);
        }
    }

    private void look() {
        List<Call> news = new ArrayList<>();
        synchronized (open) {
            isArmed = false;
            for (Call call : open) {
                Duration left = call.left();
                if (left.isPositive()) {
                    arm(left);
                    break;
                }
                if (call.told == null) {
                    call.told = call.what.get();
                    if (late.merge(call.told, 1, Integer::sum) == 1) {
                        news.add(call);
                    }
                }
            }
        }
        news.forEach(this::say);
    }

    private void say(Call call) {
        String where = HangingPlace.of(call.thread.getStackTrace());
        synchronized (open) {
            if (!open.contains(call)) {
                return; // it has come back just now
            }
            said.add(call.told);
        }
        witness.hangs(call.told, where);
    }
}
