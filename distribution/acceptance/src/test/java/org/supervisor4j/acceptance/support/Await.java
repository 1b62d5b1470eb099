package org.supervisor4j.acceptance.support;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits for something to become true, with a deadline; what fails meanwhile counts as not yet. */
public final class Await {

    public static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(40);

    private Await() {
    }

    public static void until(String what, Callable<Boolean> condition) {
        until(what, DEADLINE, condition);
    }

    /** For what is in no hurry. */
    public static void until(String what, Duration deadline, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(deadline).pollDelay(Duration.ZERO).pollInterval(PAUSE).ignoreExceptions()
                .until(condition);
    }

    /** Until the assertion holds; the deadline's message is the assertion's own. */
    public static void asserted(ThrowingRunnable assertion) {
        Awaitility.await().atMost(DEADLINE).pollDelay(Duration.ZERO).pollInterval(PAUSE).untilAsserted(assertion);
    }
}
