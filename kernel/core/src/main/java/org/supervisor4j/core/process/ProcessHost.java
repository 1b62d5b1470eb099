package org.supervisor4j.core.process;

import org.supervisor4j.api.event.Event;
import org.supervisor4j.core.TimeSource;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.core.output.LogPump;
import org.supervisor4j.posix.Posix;

/** What a supervised process needs of the kernel that it lives in. */
public interface ProcessHost {

    EventLoop loop();

    Posix posix();

    TimeSource time();

    ChildLauncher launcher();

    LogPump pump();

    /** What all children may leave unread. */
    InputBacklog inputs();

    /** Whether processes may be started: not before the daemon runs, nor once it ends; from any thread. */
    boolean mayStart();

    /** A child has been reaped; called on the loop. */
    void reaped();

    /** To be told to event listeners; called on the loop, once the snapshots show it. */
    void happened(Event event);

    /** Something that a snapshot shows has changed; called on the loop. */
    void changed(SupervisedProcess process);

    /** What has changed is known to everybody who is told of it, so that whoever waited for it may act; called on the loop. */
    void settled();
}
