package org.supervisor4j.plugin.eventlistener;

import java.io.IOException;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.GroupType;

/** What an {@code [eventlistener:x]} section adds to its processes. */
record PoolGroup(PoolSettings settings, Pools pools) implements GroupType {

    @Override
    public GroupHooks activate() throws IOException {
        return pools.open(settings);
    }
}
