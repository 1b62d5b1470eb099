package org.supervisor4j.plugin.http;

import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Says what strangers can make happen as often as they like at most once a minute. Any thread. */
final class Seldom {

    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanoTime;
    private long happened; // since it was said
    private long saidAt;
    private boolean said;

    Seldom(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @param line is given how often it has happened since the last line; called before this returns, or not at all */
    synchronized void say(LongConsumer line) {
        happened++;
        long now = nanoTime.getAsLong();
        if (said && now - saidAt < PAUSE_NANOS) {
            return;
        }
        line.accept(happened);
        happened = 0;
        said = true;
        saidAt = now;
    }
}
