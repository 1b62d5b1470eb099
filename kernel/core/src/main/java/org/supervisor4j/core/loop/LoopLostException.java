package org.supervisor4j.core.loop;

/**
 * Ends the thread that it is thrown on: another one has gone on with the loop meanwhile, so nothing that belongs to the loop may be touched
 * on the way out, not even in a {@code finally}.
 */
public final class LoopLostException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LoopLostException() {
        super("another thread runs the loop", null, false, false); // it is no failure: nobody reads where it came from
    }
}
