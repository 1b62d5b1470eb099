package org.supervisor4j.core.event;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How many bytes the events may occupy that are on their way to listeners who must miss none: so many in all, and a share of that for each
 * {@link Passage}. Nothing is refused; who has used up what there is, is <em>full</em>, makes no more events, and is told when half of it is
 * free again.
 *
 * <p><b>Threading:</b> any.
 */
final class EventBudget {

    private static final int SHARES = 8;

    private final long limit;
    private final long share;
    private final Set<Passage> full = new LinkedHashSet<>();
    private long used;

    /** @param limit bytes in all */
    EventBudget(long limit) {
        this.limit = limit;
        this.share = limit / SHARES;
    }

    long limit() {
        return limit;
    }

    synchronized void charge(Passage passage, long bytes) {
        used += bytes;
        passage.used += bytes;
    }

    /** Whether it must wait until it is told that it need not any more. */
    synchronized boolean isFull(Passage passage) {
        if (passage.used >= share || used >= limit) {
            full.add(passage);
        }
        return full.contains(passage);
    }

    void release(Passage passage, long bytes) {
        freed(passage, bytes).forEach(Passage::goOn);
    }

    private synchronized List<Passage> freed(Passage passage, long bytes) {
        boolean wasTight = used > limit / 2;
        used -= bytes;
        passage.used -= bytes;
        if (full.isEmpty() || used > limit / 2) {
            return List.of();
        }
        List<Passage> freed = new ArrayList<>();
        for (Passage one : wasTight ? full : List.of(passage)) {
            if (one.used <= share / 2 && full.contains(one)) {
                freed.add(one);
            }
        }
        freed.forEach(full::remove);
        return freed;
    }
}
