package org.supervisor4j.core.output;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.config.OutputHandling;
import org.supervisor4j.core.loop.EventLoop;

/** The outlets in use: one for each sink, but one for all sinks that write to the same file. Belongs to the pump's loop. */
final class Outlets {

    private final EventLoop loop;
    private final Baton baton;
    private final Agenda agenda;
    private final Map<Object, Outlet> outlets = new HashMap<>();
    private final Map<Object, Integer> users = new HashMap<>();

    Outlets(EventLoop loop, Baton baton, Agenda agenda) {
        this.loop = loop;
        this.baton = baton;
        this.agenda = agenda;
    }

    /**
     * What feeds a sink; to be {@linkplain #leave left} when that is closed.
     *
     * @param name of the channel, for a file
     * @param maySpill whether it may keep anything on disk
     */
    Feed feed(OutputChannel channel, LogSink sink, OutputHandling handling, String name, boolean maySpill) {
        Outlet outlet = enter(sink);
        return switch (handling.trouble()) {
            case DROP -> new DroppingFeed(channel, sink, outlet);
            case SPILL -> maySpill
                    ? new SpillingFeed(channel, sink, outlet, spill(handling, name), new Outlet(loop, baton, agenda))
                    : new BlockingFeed(channel, sink, outlet);
            case BLOCK -> new BlockingFeed(channel, sink, outlet);
        };
    }

    private static Spill spill(OutputHandling handling, String name) {
        Path directory = handling.spillDirectory().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
        return new Spill(directory, name, handling.spillMaxBytes());
    }

    private Outlet enter(LogSink sink) {
        Object place = SharedSinks.place(sink);
        users.merge(place, 1, Integer::sum);
        return outlets.computeIfAbsent(place, _ -> new Outlet(loop, baton, agenda));
    }

    void leave(LogSink sink) {
        Object place = SharedSinks.place(sink);
        if (users.merge(place, -1, Integer::sum) == 0) {
            users.remove(place);
            outlets.remove(place);
        }
    }

    void retryAll() {
        outlets.values().forEach(Outlet::retryNow);
    }
}
