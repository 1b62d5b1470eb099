package org.supervisor4j.core.output;

import java.nio.ByteBuffer;

/** Reads what a child writes to its standard output beside the log. Called by the {@link LogPump}. */
public interface OutputReader {

    /** The buffer is reused when the calls that this has submitted to the lane have come back. */
    void received(ByteBuffer data);

    /** The output is at its end. */
    void ended();

    /** In which it makes its calls: while one does not come back, the output is not read. */
    Lane lane();

    /** It has not come back for so long that the output is read on without it; it is not given any more of it. */
    void left();
}
