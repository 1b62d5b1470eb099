package org.supervisor4j.plugin.eventlistener;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.SortedSet;
import org.supervisor4j.api.event.ResultHandler;

/**
 * What an {@code [eventlistener:x]} section says beyond the options of a program. Equal are two that make no difference to an update.
 *
 * @param name of the pool
 * @param events the names of the kinds of events that it is told
 * @param bufferSize how many events wait while all listeners are busy; empty for as many as there are
 * @param bufferDirectory where those wait that are too many for the memory
 * @param readTimeout how long a listener may leave an event unread; zero for ever
 */
record PoolSettings(
        String name,
        SortedSet<String> events,
        OptionalInt bufferSize,
        Path bufferDirectory,
        ResultHandler resultHandler,
        LengthUnit lengthUnit,
        Duration readTimeout) {}
