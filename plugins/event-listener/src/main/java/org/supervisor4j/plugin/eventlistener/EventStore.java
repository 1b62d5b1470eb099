package org.supervisor4j.plugin.eventlistener;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where events wait that are too many for the memory. Everything may block for as long as a disk may not answer.
 *
 * <p><b>Threading:</b> one call at a time, but {@link #remove} may be called during others; {@link #close} comes last.
 */
interface EventStore {

    /** Events that were written together, in order. */
    record Chunk(Path file, int events) {}

    /**
     * Keeps events.
     *
     * @throws IOException if it cannot; nothing of them is left behind
     */
    Chunk write(List<Delivery> events) throws IOException;

    /**
     * Hands out what was written, one after the other.
     *
     * @throws IOException if the rest is lost
     */
    void read(Chunk chunk, Consumer<Delivery> to) throws IOException;

    /** Nobody needs this any more. */
    void remove(Chunk chunk);

    /** Nobody needs anything of it any more. */
    void close();

    /** For the activity log. */
    @Override
    String toString();
}
