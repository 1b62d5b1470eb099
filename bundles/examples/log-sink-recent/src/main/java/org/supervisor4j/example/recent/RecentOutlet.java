package org.supervisor4j.example.recent;

import org.supervisor4j.api.log.LogOutlet;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSource;

/**
 * What the options of a channel say. A record: an update compares it, and restarts the program only if a number differs.
 *
 * @param lines how many are kept
 */
record RecentOutlet(int lines, Rings rings) implements LogOutlet {

    @Override
    public LogSink open(LogSource source) {
        return new RecentSink(rings.of(source, lines));
    }
}
