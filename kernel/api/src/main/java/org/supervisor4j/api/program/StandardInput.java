package org.supervisor4j.api.program;

import org.osgi.annotation.versioning.ProviderType;
import org.supervisor4j.api.ControlException;

/** The standard input of one child. Any thread; never blocks: what the child does not read at once is kept for it. */
@ProviderType
public interface StandardInput {

    /**
     * Sends all of it, behind what waits already.
     *
     * @param data nobody changes it from now on
     * @throws ControlException NO_FILE if the child has ended or closed its end; FAILED if it does not read and too much is waiting for
     *     it, and then none of {@code data} is sent
     */
    void send(byte[] data);

    /** How many bytes of what was sent the child has not read; 0 too once it has ended or closed its end. */
    long unread();
}
