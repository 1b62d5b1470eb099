package org.supervisor4j.api.event;

/** One of the two streams that a process writes to. */
public enum ProcessStream {
    STDOUT,
    STDERR;

    /** {@code stdout} or {@code stderr}. */
    @Override
    public String toString() {
        return this == STDOUT ? "stdout" : "stderr";
    }
}
