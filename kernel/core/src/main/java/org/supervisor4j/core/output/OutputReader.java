package org.supervisor4j.core.output;

import java.nio.ByteBuffer;

/** Reads what a child writes to its standard output beside the log. Called by the {@link LogPump}. */
public interface OutputReader {

    /** The buffer is reused when this returns. */
    void received(ByteBuffer data);

    /** The output is at its end. */
    void ended();
}
