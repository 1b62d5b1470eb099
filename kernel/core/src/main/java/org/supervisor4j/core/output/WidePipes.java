package org.supervisor4j.core.output;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.posix.ErrnoException;
import org.supervisor4j.posix.Posix;

/** The pipes of programs that write more than the usual ones hold. Belongs to the pump's loop. */
final class WidePipes {

    private static final Logger log = LoggerFactory.getLogger(WidePipes.class);

    /** What such a pipe holds; four times that is no quicker. */
    private static final int BYTES = 262_144;
    /** How many there may be: with that, even a daemon that is not root's uses a quarter only of what a user may have in pipes. */
    private static final int PIPES = 64;

    private final Posix posix;
    private final Set<OutputChannel> wide = new HashSet<>();
    private final Set<OutputChannel> narrow = new HashSet<>(); // and it stays so

    WidePipes(Posix posix) {
        this.posix = posix;
    }

    /** Lets a program go on writing while we do. */
    void widen(OutputChannel channel) {
        if (wide.size() == PIPES || narrow.contains(channel) || !wide.add(channel)) {
            return;
        }
        try {
            posix.widen(channel.fd(), BYTES);
        } catch (ErrnoException e) { // it does with what it has
            wide.remove(channel);
            narrow.add(channel);
            log.debug("The pipe of the {} stays as it is", channel, e);
        }
    }

    void forget(OutputChannel channel) {
        wide.remove(channel);
        narrow.remove(channel);
    }
}
