package org.supervisor4j.plugin.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often somebody may try a wrong password: {@value #AT_ONCE} times, and then once a second. It is counted by
 * address, with the names that were tried playing no part; who is right has not tried. Any thread.
 */
final class Guesses {

    static final int AT_ONCE = 50;

    /** Addresses that are remembered; with more than that, those that were heard of longest ago are forgotten. */
    static final int PEERS = 4_096;

    private static final long REFILL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Logger LOG = LoggerFactory.getLogger(Guesses.class);

    /** What somebody has left, who has tried in vain; mutable, guarded by the guesses. */
    private static final class Credit {
        private int left = AT_ONCE;
        private long at;
    }

    private final LongSupplier nanoTime;
    private final Map<String, Credit> credits = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Credit> eldest) {
            return size() > PEERS;
        }
    };
    private final Seldom refusals;

    Guesses() {
        this(System::nanoTime);
    }

    Guesses(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.refusals = new Seldom(nanoTime);
    }

    /**
     * Whether somebody may try; takes it from what is left, so that trying many times at once is no way around it.
     *
     * @param peer where it comes from
     */
    synchronized boolean begin(String peer) {
        long now = nanoTime.getAsLong();
        Credit credit = credits.computeIfAbsent(peer, _ -> new Credit());
        refill(credit, now);
        if (credit.left == 0) {
            refusals.say(times -> LOG.warn("Too many wrong passwords, from {} for one: only one a second is looked at, "
                    + "others are answered 429 ({} until now)", peer, times));
            return false;
        }
        credit.left--;
        return true;
    }

    /** It was no guess: gives back what {@link #begin} took. */
    synchronized void giveBack(String peer) {
        Credit credit = credits.get(peer);
        if (credit != null) {
            credit.left = Math.min(AT_ONCE, credit.left + 1);
            if (credit.left == AT_ONCE) {
                credits.remove(peer);
            }
        }
    }

    /** How many are remembered. */
    synchronized int size() {
        return credits.size();
    }

    private static void refill(Credit credit, long now) {
        if (credit.left == AT_ONCE) {
            credit.at = now;
            return;
        }
        long more = (now - credit.at) / REFILL_NANOS;
        credit.left = (int) Math.min(AT_ONCE, credit.left + more);
        credit.at += more * REFILL_NANOS;
    }
}
