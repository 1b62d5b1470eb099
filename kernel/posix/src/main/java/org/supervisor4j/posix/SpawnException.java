package org.supervisor4j.posix;

/** A child could not be started; {@link #step()} says what failed. */
public final class SpawnException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The steps of a spawn that can fail. */
    public enum Step {
        SET_GROUPS,
        SET_GID,
        SET_UID,
        CHDIR,
        EXEC,
        FORK
    }

    private final Step step;
    private final int errno;

    public SpawnException(Step step, int errno) {
        super(step + " failed with " + Errno.name(errno));
        this.step = step;
        this.errno = errno;
    }

    public Step step() {
        return step;
    }

    public int errno() {
        return errno;
    }
}
