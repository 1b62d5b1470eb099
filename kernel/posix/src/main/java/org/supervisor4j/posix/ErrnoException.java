package org.supervisor4j.posix;

import java.io.IOException;

/** A system call failed. */
public final class ErrnoException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * @param what the call and its subject, e.g. {@code "kill(42, 15)"}
     */
    public ErrnoException(String what, int errno) {
        super(what + " failed with " + Errno.name(errno));
        this.errno = errno;
    }

    public int errno() {
        return errno;
    }

    /** The symbolic name, e.g. {@code ENOENT}. */
    public String errnoName() {
        return Errno.name(errno);
    }
}
