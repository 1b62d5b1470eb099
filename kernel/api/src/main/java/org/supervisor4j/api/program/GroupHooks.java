package org.supervisor4j.api.program;

import java.io.IOException;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.supervisor4j.api.ProcessId;

/**
 * What is done around the children of one active group.
 *
 * <p><b>Threading:</b> any thread; {@link #acquire}, {@link #dialogue} and {@link #release} are called for all groups one at a time, so they
 * need no lock. They may block, at the price of every other start, for ten seconds at most: then the start has failed, and these hooks are
 * asked nothing more until they have come back. {@link #close} comes last and once, when no child is left.
 *
 * <p><b>Errors:</b> what {@link #acquire} or {@link #dialogue} throws beside an {@link IOException} fails the start, too, and is logged with its stack;
 * what the others throw is logged.
 *
 * <p><b>Lifecycle:</b> as long as the group is active, even if the plugin that made them is removed meanwhile.
 */
@ConsumerType
public interface GroupHooks {

    /**
     * A child is about to be made.
     *
     * @return what it gets as its standard input; empty for a pipe
     * @throws IOException if it must not be; the message becomes the reason of a failed start, which is repeated as after any other:
     *     after 1, 2, 3, … seconds, as often as {@code startretries} says
     */
    Optional<ListeningSocket> acquire(ProcessId process) throws IOException;

    /**
     * A child is about to be made, after {@link #acquire}: who talks to it, if anybody does. Should it not be made after all, the dialogue
     * is told nothing. The standard input of such a child ends with the daemon, however that ends.
     */
    default Optional<ChildDialogue> dialogue(ProcessId process) {
        return Optional.empty();
    }

    /** The child has ended, or was not made after all: once for each {@link #acquire} that succeeded. */
    void release(ProcessId process);

    /** The group is no longer active. */
    void close();
}
