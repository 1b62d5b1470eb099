package org.supervisor4j.core.process;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.posix.ChildPipe;
import org.supervisor4j.posix.Errno;
import org.supervisor4j.posix.ErrnoException;
import org.supervisor4j.posix.Posix;

/**
 * Leaves some descriptors to the daemon itself, since clients must reach it most of all when nothing else goes. The limit is raised step by
 * step as far as the system allows, so that {@code minfds} need not count what we use beyond supervisord.
 */
final class DescriptorLimit {

    private static final Logger log = LoggerFactory.getLogger(ChildLauncher.class);
    private static final int RESERVED = 64;
    private static final int STEP = 1_024;

    private final Posix posix;

    DescriptorLimit(Posix posix) {
        this.posix = posix;
    }

    /**
     * Descriptors are given out from the lowest number on, so a number tells how many are in use.
     *
     * @throws ErrnoException EMFILE if there are too many
     */
    void keepRoomAbove(ChildPipe pipe) throws ErrnoException {
        long limit = posix.softLimit(Posix.Limit.OPEN_FILES);
        if (Math.max(pipe.ours(), pipe.childs()) < limit - RESERVED) {
            return;
        }
        long raised = Math.min(posix.hardLimit(Posix.Limit.OPEN_FILES), limit + STEP);
        if (raised <= limit) {
            throw new ErrnoException("pipe2()", Errno.EMFILE);
        }
        posix.raiseLimit(Posix.Limit.OPEN_FILES, raised);
        log.info("Increased RLIMIT_NOFILE limit to {}", raised);
    }
}
