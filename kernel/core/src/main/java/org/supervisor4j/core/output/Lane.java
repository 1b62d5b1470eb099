package org.supervisor4j.core.output;

import java.io.IOException;
import java.util.Objects;
import org.supervisor4j.api.plugin.HangingPlace;

/**
 * Calls of a plugin beside the reading of output, one after the other. One that does not come back holds up those that come after it and
 * nothing else: as with sinks, another thread goes on with the loop ({@link Baton}).
 *
 * <p><b>Threading:</b> belongs to the pump's loop; the calls are made there, too. What they do must contain its own failures.
 */
public final class Lane {

    /** Hears of a call that takes long. */
    public interface Witness {

        /**
         * It has not come back for a second; told once until {@link #cameBack}.
         *
         * @param where the calls that it hangs in, innermost first
         */
        void slow(String where);

        /** It has come back after all. */
        void cameBack();
    }

    private final Outlet outlet;
    private final Witness witness;
    private Call last; // null: all have come back
    private boolean isSlow;
    private boolean isLeft;
    private Runnable freed = () -> {};
    private volatile Thread caller; // of the call under way

    Lane(Outlet outlet, Witness witness) {
        this.outlet = Objects.requireNonNull(outlet, "outlet");
        this.witness = Objects.requireNonNull(witness, "witness");
    }

    private final class Call implements Outlet.Job {
        private final Runnable work;

        private Call(Runnable work) {
            this.work = work;
        }

        @Override
        public void perform() {
            caller = Thread.currentThread();
            work.run();
        }

        @Override
        public boolean completed(IOException failure) {
            caller = null;
            if (isSlow) {
                isSlow = false;
                witness.cameBack();
            }
            if (last == this) {
                last = null;
                freed.run();
            }
            return false;
        }

        @Override
        public void slow() {
            if (!isSlow) {
                isSlow = true;
                witness.slow(where());
            }
        }
    }

    private String where() {
        Thread thread = caller;
        StackTraceElement[] stack = thread == null ? new StackTraceElement[0] : thread.getStackTrace();
        return HangingPlace.of(stack);
    }

    /** Makes a call when those before it have come back, as a step of the agenda. */
    public void submit(Runnable call) {
        Call next = new Call(call);
        outlet.submit(next);
        last = next;
    }

    /** Whether calls have not come back that are still waited for. */
    public boolean isBusy() {
        return last != null && !isLeft;
    }

    /** Whether one has not for long. */
    boolean isSlow() {
        return isSlow;
    }

    /** Whether nobody waits for its calls any more. */
    public boolean isLeft() {
        return isLeft;
    }

    /** What has been submitted is not waited for any more. */
    void leave() {
        isLeft = true;
    }

    /** Has something done whenever all calls have come back. */
    void whenFree(Runnable task) {
        freed = task;
    }
}
