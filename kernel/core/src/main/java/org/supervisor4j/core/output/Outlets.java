package org.supervisor4j.core.output;

import java.util.HashMap;
import java.util.Map;
import org.supervisor4j.api.log.LogSink;
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

    /** To be {@linkplain #leave left} when the sink is closed. */
    Outlet enter(LogSink sink) {
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
