package org.supervisor4j.core.output;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is read to its end, but not written yet, since its log has trouble: it waits, but not that of any number of runs of a program that
 * is started again and again.
 *
 * <p><b>Threading:</b> whoever has the pump's loop.
 */
final class Leftovers {

    /** How many outputs of ended runs of one program may wait for a log. */
    static final int MOST = 16;

    private final Outlets outlets;
    private final Set<OutputChannel> unfinished = new LinkedHashSet<>();

    Leftovers(Outlets outlets) {
        this.outlets = outlets;
    }

    /** Whether a further run of this program may leave something. */
    boolean haveRoomFor(OutputChannel channel) {
        return of(unfinished, channel).size() < MOST;
    }

    /** The oldest of those that ended runs of the same program have left among some channels, if there are too many. */
    static Optional<OutputChannel> tooMany(Set<OutputChannel> among, OutputChannel channel) {
        List<OutputChannel> left = of(among, channel);
        return left.size() > MOST ? Optional.of(left.getFirst()) : Optional.empty();
    }

    private static List<OutputChannel> of(Set<OutputChannel> among, OutputChannel channel) {
        return among.stream()
                .filter(other -> other.hasChildEnded()
                        && (other.isHeld() || !other.isWatched())
                        && other.process().equals(channel.process()))
                .toList();
    }

    /** Nothing more comes from this channel: closes its sinks when all is written. */
    void finish(OutputChannel channel) {
        channel.end();
        unfinished.add(channel);
        List<Feed> unclosed = new ArrayList<>(channel.feeds());
        for (Feed feed : channel.feeds()) {
            feed.close(() -> {
                outlets.leave(feed.sink());
                unclosed.remove(feed);
                if (unclosed.isEmpty()) {
                    unfinished.remove(channel);
                }
            });
        }
        if (unclosed.isEmpty()) {
            unfinished.remove(channel);
        }
        tooMany(unfinished, channel).ifPresent(oldest -> {
            unfinished.remove(oldest);
            oldest.feeds().forEach(Feed::leave);
        });
    }

    /** Loses what cannot be written now, and says how much it is: the end of the daemon. */
    void leaveAll() {
        unfinished.forEach(channel -> channel.feeds().forEach(Feed::leave));
        unfinished.clear();
    }
}
