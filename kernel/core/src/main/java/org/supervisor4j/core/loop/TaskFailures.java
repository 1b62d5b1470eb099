package org.supervisor4j.core.loop;

import org.slf4j.Logger;

/**
 * Says what tasks have failed of. Whoever runs them must go on whatever happens: if there is no memory even to say it, it is said later how
 * often that was so.
 *
 * <p><b>Threading:</b> belongs to who runs the tasks.
 */
public final class TaskFailures {

    private final Logger log;
    private final String message;
    private long unsaid;

    /** @param message what is said, before the failure */
    public TaskFailures(Logger log, String message) {
        this.log = log;
        this.message = message;
    }

    /** A task has failed; never throws. */
    public void say(Throwable failure) {
        try {
            log.error(message, failure);
            if (unsaid > 0) {
                log.error("{} other tasks have failed, too, when there was no memory to say why", unsaid);
                unsaid = 0;
            }
        } catch (RuntimeException | Error _) { // without memory also classes, and what else they need, cannot be had
            unsaid++;
        }
    }

    /** Says what it means that there is none; never throws. */
    void sayNoMemory(String who) {
        try {
            log.error(
                    "There is no memory left for {}: it goes on with a little that was kept for that. Whatever keeps it, most likely a plugin, "
                            + "takes it from all: supervisord should be restarted without it, or with more (SUPERVISOR4J_OPTS=-Xmx...)",
                    who);
        } catch (RuntimeException | Error _) { // as above
            unsaid++;
        }
    }
}
