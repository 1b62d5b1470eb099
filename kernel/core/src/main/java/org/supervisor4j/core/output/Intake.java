package org.supervisor4j.core.output;

import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.posix.ErrnoException;
import org.supervisor4j.posix.Posix;

/** Reads the pipes into one buffer, and hands on what comes. Belongs to the pump's loop. */
final class Intake {

    private static final Logger log = LoggerFactory.getLogger(Intake.class);
    private static final int BUFFER_BYTES = 131_072;

    private final Posix posix;
    private final Agenda agenda;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES); // null: made when it is needed
    private boolean isLent; // what was read last is still to be written, by later steps of the agenda

    Intake(Posix posix, Agenda agenda) {
        this.posix = posix;
        this.agenda = agenda;
    }

    /** Another thread still writes what was read. */
    void renew() {
        isLent = false;
        buffer = null; // should there be no memory for another
        buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    }

    /**
     * One read, so that no channel waits for a chatty one. Answers what {@link Posix#read} does.
     *
     * @param settled a step of the agenda, for when what came has been offered to the sinks
     */
    int read(OutputChannel channel, Runnable settled) {
        int count;
        try {
            count = posix.read(channel.fd(), emptied());
        } catch (ErrnoException e) {
            log.error("The output of {} cannot be read any more", channel, e);
            return 0;
        }
        if (count > 0) {
            ByteBuffer given = buffer;
            isLent = true;
            try {
                channel.write(given.flip());
                agenda.add(() -> {
                    keep(channel, given);
                    settled.run();
                });
            } catch (OutOfMemoryError _) { // said when there is some
                channel.lose(count);
                buffer = null; // a sink may have it already
            }
        }
        return count;
    }

    private ByteBuffer emptied() {
        if (buffer == null || isLent) { // another read may come between
            renew();
        }
        return buffer.clear();
    }

    /** All is done if the sinks have taken it; else they need it for themselves. */
    private void keep(OutputChannel channel, ByteBuffer given) {
        if (given != buffer) {
            return; // it stays with the sink that did not come back
        }
        isLent = false;
        try {
            channel.feeds().forEach(Feed::keep);
        } catch (OutOfMemoryError _) { // no room for a copy: it stays with them
            buffer = null;
        }
    }

    /** Reads what nobody is to have, up to a bound; answers how much that was. */
    long discard(OutputChannel channel, int most) {
        ByteBuffer unread = ByteBuffer.allocateDirect(BUFFER_BYTES);
        long all = 0;
        try {
            for (int count = posix.read(channel.fd(), unread);
                    count > 0 && all < most;
                    count = posix.read(channel.fd(), unread.clear())) {
                all += count;
            }
        } catch (ErrnoException e) {
            log.error("What is left of the {} cannot be counted", channel, e);
        }
        return all;
    }
}
