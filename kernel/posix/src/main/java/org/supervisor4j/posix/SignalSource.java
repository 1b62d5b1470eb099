package org.supervisor4j.posix;

import java.util.List;

/** Receives signals as data. Belongs to one thread. */
public interface SignalSource extends AutoCloseable {

    /** Readable when a signal is there. */
    int fd();

    /** The numbers of the signals that came since the last call, in the order of the kernel; may be empty. */
    List<Integer> read() throws ErrnoException;

    @Override
    void close();
}
