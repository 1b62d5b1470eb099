package org.supervisor4j.plugin.logrotation;

import java.time.Instant;

/** Rings at moments of the clock on the wall. */
interface RotationTimer {

    /** Something that will ring once, unless it is withdrawn. */
    interface Alarm {
        void cancel();
    }

    /**
     * Has something done at a moment or soon after it, on a thread that may be held up. It may come too early when the clock has been
     * set: whoever is called looks at the clock.
     */
    Alarm at(Instant moment, Runnable work);
}
