package org.supervisor4j.plugin.logsyslog;

import java.io.Closeable;
import java.io.IOException;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;

/**
 * The way to one receiver: opens what it needs when the first message is sent, and again after it was closed.
 *
 * <p><b>Threading:</b> belongs to the thread of one {@link Sender}.
 */
interface Link extends Closeable {

    /**
     * Sends messages; waits for a receiver that is behind.
     *
     * @param messages from which those that are sent are removed
     * @param givenUp asked now and then while it waits, whether it shall fail
     * @return how many messages that had been sent are known to be lost only now
     * @throws IOException if those that are left were not sent, or not known to be; the link is to be closed then
     */
    int send(Queue<byte[]> messages, BooleanSupplier givenUp) throws IOException;

    /** Closes what is open; a message that is sent afterwards opens it again. */
    @Override
    void close();

    /**
     * Closes what has failed already, or has nothing more to do; a failure is for us only. Not in a class of its own:
     * that could not be loaded any more when the daemon ends and the plugin is stopped, but the activity log is still
     * written.
     *
     * @param open may be null
     */
    static void quietly(Closeable open) {
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(Link.class).debug("A connection cannot be closed", e);
        }
    }
}
