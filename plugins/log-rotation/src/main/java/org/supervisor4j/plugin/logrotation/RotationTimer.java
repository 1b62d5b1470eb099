package org.supervisor4j.plugin.logrotation;

import java.time.Instant;

/** Rings at moments of the clock on the wall. */
interface RotationTimer {

    /** Something that will ring once, unless it is withdrawn. */
    interface Alarm {
        void cancel();
    }

    /**
     * Calls at a moment or soon after it. It may be too early when the clock has been set: whoever is called looks at the clock.
     *
     * @param work must not block, or no other alarm rings
     */
    Alarm at(Instant moment, Runnable work);
}
