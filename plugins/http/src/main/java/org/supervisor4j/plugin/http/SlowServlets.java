package org.supervisor4j.plugin.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.plugin.CallWatch;

/**
 * Says in the activity log which servlet does not come back. One that reads from a slow client, or writes to one, waits in the server, which
 * has its own bounds for that.
 */
final class SlowServlets implements CallWatch.Witness {

    private static final Logger LOG = LoggerFactory.getLogger(SlowServlets.class);
    private static final String SERVER = "org.eclipse.jetty.";

    private final Set<String> said = ConcurrentHashMap.newKeySet();

    @Override
    public void hangs(String what, String where) {
        if (!where.startsWith(SERVER)) {
            said.add(what);
            LOG.error("{} has not come back for {} s, and keeps its connection; it hangs in {} (expected: an answer, or that it is put off "
                    + "with startAsync)", what, CallWatch.PATIENCE.toSeconds(), where);
        }
    }

    @Override
    public void cameBack(String what) {
        if (said.remove(what)) {
            LOG.warn("{} has come back", what);
        }
    }
}
