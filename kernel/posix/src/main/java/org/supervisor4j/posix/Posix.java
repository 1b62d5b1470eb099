package org.supervisor4j.posix;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the kernel needs of the operating system.
 *
 * <p><b>Threading:</b> callable from any thread except where an object says that it belongs to one. File descriptors are
 * plain numbers; whoever opened one closes it.
 *
 * <p><b>Errors:</b> {@link ErrnoException} with the call, its subject and the error number.
 */
public interface Posix {

    Poller openPoller() throws ErrnoException;

    /**
     * A source of these signals, which must be {@linkplain #blockedSignals() blocked} in every thread of the process.
     */
    SignalSource openSignals(Set<Integer> signals) throws ErrnoException;

    /** The signals that the calling thread blocks. */
    Set<Integer> blockedSignals();

    /** Makes the calling thread, and what it executes by {@link #executeSelfAnew}, block these signals too. */
    void blockSignals(Set<Integer> signals) throws ErrnoException;

    /**
     * Ends this process by a signal that it blocks, as if it did not, so that whoever waits for it sees by which. Comes back where the
     * signal ends nobody: it is ignored since before our time, or we are the first process of a container.
     */
    void endBySignal(int signal) throws ErrnoException;

    /** A spawner that belongs to the calling thread. */
    Spawner openSpawner() throws ErrnoException;

    /**
     * A pipe for a child's standard input.
     *
     * @param outlivesUs whether the child itself keeps it alive: should the daemon die, there is no end of file
     */
    ChildPipe openInputPipe(boolean outlivesUs) throws ErrnoException;

    /** A pipe for a child's standard output or error. */
    ChildPipe openOutputPipe() throws ErrnoException;

    /**
     * Reads into the free part of a direct buffer and moves its position.
     *
     * @return the number of bytes, 0 at the end of file, or {@link #WOULD_BLOCK}
     */
    int read(int fd, ByteBuffer buffer) throws ErrnoException;

    /** The answer of {@link #read} where nothing is there to be read now, of {@link #writeSome} where there is no room. */
    int WOULD_BLOCK = -1;

    void close(int fd);

    /** A descriptor that becomes readable when the child has ended. */
    int openPidfd(int pid) throws ErrnoException;

    /** Takes the exit status of a child; empty if it has not ended. */
    Optional<EndedChild> reap(int pid) throws ErrnoException;

    /** Waits for the end of a child that has been killed, and forgets it. */
    void bury(int pid) throws ErrnoException;

    /** The pid of some child that has ended and is not reaped yet. */
    OptionalInt endedChild() throws ErrnoException;

    /**
     * Whether processes may end as our children that we have not spawned: orphans, as we are process 1 or a subreaper, or children
     * that this process already had when it executed our program. To be asked before the first spawn.
     */
    boolean mayHaveForeignChildren() throws ErrnoException;

    /**
     * Sends a signal.
     *
     * @param wholeGroup to every process of the process group that {@code pid} leads
     */
    void kill(int pid, int signal, boolean wholeGroup) throws ErrnoException;

    int pid();

    /** The effective user id. */
    int uid();

    Optional<User> user(String name);

    Optional<User> user(int uid);

    /**
     * Makes the whole process, all its threads, run as this user; there is no way back.
     *
     * @throws SpawnException naming the step that was refused
     */
    void becomeUser(User user) throws SpawnException, IOException;

    /** Raises the soft limit, and the hard one where it is lower, to {@code minimum}; answers whether it had to. */
    boolean raiseLimit(Limit limit, long minimum) throws ErrnoException;

    /** A resource limit of the process. */
    enum Limit {
        OPEN_FILES,
        PROCESSES
    }

    /** The soft value of a limit, which is the one in force; {@link Long#MAX_VALUE} for unlimited. */
    long softLimit(Limit limit) throws ErrnoException;

    /** The hard value of a limit; {@link Long#MAX_VALUE} for unlimited. */
    long hardLimit(Limit limit) throws ErrnoException;

    /**
     * Replaces this process by a fresh one of the same program with the same arguments and environment, under the same pid; every
     * descriptor above 2 is closed by it, the signal mask stays. Returns only by failing.
     *
     * @param variable {@code NAME=value}, put into the environment in the place of one of that name
     */
    IOException executeSelfAnew(Optional<String> variable);

    /**
     * Starts this program once more with the same arguments and signal mask in a session of its own, sharing our standard output
     * and error.
     *
     * @param stdin the descriptor that becomes its standard input
     * @param variable an addition to its environment, {@code NAME=value}
     * @return its pid
     */
    int spawnSelf(int stdin, String variable) throws IOException;

    /** A plain pipe that nobody shares with {@link #spawnSelf} but through its parameter. */
    Pipe openPipe() throws ErrnoException;

    /** The ends of a plain, blocking pipe. */
    record Pipe(int readEnd, int writeEnd) {}

    /**
     * Writes what a descriptor takes now of the remaining bytes of a direct buffer and moves its position.
     *
     * @return the number of bytes, or {@link #WOULD_BLOCK}
     */
    int writeSome(int fd, ByteBuffer buffer) throws ErrnoException;

    /** How many bytes wait in a pipe to be read; either end tells. */
    int unreadBytes(int fd) throws ErrnoException;

    /**
     * Makes a pipe hold more; what waits in it stays.
     *
     * @param fd either end
     * @param bytes rounded up to a power of two pages
     * @throws ErrnoException with {@link Errno#EPERM} if a user who is not root has as much in pipes already as users may have
     *     ({@code /proc/sys/fs/pipe-user-pages-soft})
     */
    void widen(int fd, int bytes) throws ErrnoException;

    /** Writes all bytes of a direct buffer. */
    void write(int fd, ByteBuffer buffer) throws ErrnoException;

    /** Points the standard streams at the null device. */
    void detachStandardStreams() throws ErrnoException;

    /** Changes the working directory of all threads that have none of their own. */
    void changeDirectory(String directory) throws ErrnoException;

    /** Sets the file mode mask of all threads that have none of their own. */
    void changeUmask(int umask);

    /** Sends a message to the system's log as {@code supervisord}, facility user, priority info. May block for a moment. */
    void syslog(String message);

    /**
     * Opens a stream socket that listens.
     *
     * @param address of IPv4 and resolved, or a unix socket's file that does not exist yet
     * @return its descriptor, closed by {@code exec}
     */
    int listen(SocketAddress address, int backlog) throws ErrnoException;

    /**
     * Opens a datagram socket whose peer is the one that is bound to an address; {@link #writeSome} sends to it.
     *
     * @param patience how long a write waits for a receiver that is behind; then it answers {@link #WOULD_BLOCK}
     * @return its descriptor, closed by {@code exec}
     */
    int connectDatagrams(UnixDomainSocketAddress address, Duration patience) throws ErrnoException;
}
