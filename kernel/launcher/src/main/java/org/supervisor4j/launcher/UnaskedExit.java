package org.supervisor4j.launcher;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.core.control.Kernel;

/**
 * What a plugin that calls {@link System#exit} gets: an orderly end instead of one that leaves all programs to nobody. Gogo's shell has
 * it as a command. Who has called it the JDK says to the log. The daemon itself ends by {@link Runtime#halt}, which asks nobody.
 */
final class UnaskedExit {

    private static final Logger log = LoggerFactory.getLogger(UnaskedExit.class);

    /** It may be the loop itself that has called it, and then waits for us. */
    private static final long ANSWER_SECONDS = 5;

    private final Kernel kernel;
    private final Thread last;

    private UnaskedExit(Kernel kernel, Thread last) {
        this.kernel = kernel;
        this.last = last;
    }

    /** From now on; to be called on the thread that halts the JVM in the end. */
    static void guard(Kernel kernel) {
        UnaskedExit exit = new UnaskedExit(kernel, Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("unasked-exit").unstarted(exit::endInOrder));
    }

    private void endInOrder() {
        log.error("System.exit was called, as said above: all programs are stopped, and the daemon ends (expected: supervisorctl shutdown)");
        kernel.end(DaemonState.SHUTDOWN);
        try {
            kernel.loop().ask(() -> true).get(ANSWER_SECONDS, TimeUnit.SECONDS);
            last.join(); // it halts everything before it ends, this thread too
        } catch (TimeoutException _) {
            log.error("The kernel does not answer: the daemon ends at once, and its programs are left behind");
        } catch (ExecutionException e) {
            log.error("The kernel cannot end its programs: they are left behind", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
