package org.supervisor4j.api.program;

import org.osgi.annotation.versioning.ProviderType;
import org.supervisor4j.api.ControlException;

/** The standard input of one child. Any thread; never blocks: what the child does not read at once is kept for it. */
@ProviderType
public interface StandardInput {

    /** The most bytes that may wait for a child, and so the most that one {@link #send} can take. */
    int MAX_BYTES = 8 << 20;

    /**
     * Sends all of it, behind what waits already.
     *
     * @param data nobody changes it from now on
     * @throws ControlException NO_FILE if the child has ended or closed its end; FAILED if too much is waiting for it, or for all children
     *     together, and then none of {@code data} is sent: later there may be room, but never for more than {@link #MAX_BYTES}
     */
    void send(byte[] data);

    /** How many bytes of what was sent the child has not read, and never will if it has closed its end; 0 once it has ended. */
    long unread();
}
