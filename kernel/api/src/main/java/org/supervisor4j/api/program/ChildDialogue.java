package org.supervisor4j.api.program;

import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;
import org.supervisor4j.api.ProcessState;

/**
 * Talks to one child over its standard input and output; made by {@link GroupHooks#dialogue}. What the child writes to its standard
 * output goes to its log all the same, but there are no log events, no capture mode and no syslog for it: it is a protocol.
 *
 * <p><b>Threading:</b> one call at a time, in the order in which things happened, on the thread that reads the output of all programs:
 * nothing here may block. What does so all the same holds up the output of this child, and after a second the log says so; another thread
 * goes on for the others.
 *
 * <p><b>Errors:</b> an exception is logged, {@link #ended} is called, and the dialogue is told nothing more; the child goes on.
 *
 * <p><b>Lifecycle:</b> {@link #begun} comes first and once if there is a child at all, {@link #ended} last and once.
 */
@ConsumerType
public interface ChildDialogue {

    /** The child lives. */
    void begun(StandardInput input);

    /** The process with this child has come into another state, such as RUNNING or STOPPING. */
    void entered(ProcessState state);

    /** The child has written what is between position and limit; the buffer is reused when this returns. */
    void received(ByteBuffer data);

    /**
     * The child has ended, or has closed its standard output, and all that it wrote has been received. What others write there that it has
     * left behind goes to the log only.
     */
    void ended();
}
