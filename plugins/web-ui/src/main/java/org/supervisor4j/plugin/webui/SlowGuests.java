package org.supervisor4j.plugin.webui;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.plugin.CallWatch;

/** Says in the activity log which column or panel of another plugin does not come back. */
final class SlowGuests implements CallWatch.Witness {

    private static final Logger LOG = LoggerFactory.getLogger(SlowGuests.class);

    @Override
    public void hangs(String what, String where) {
        LOG.error("{} has not come back for {} s; it hangs in {} (expected: an answer; the page does without)",
                what, CallWatch.PATIENCE.toSeconds(), where);
    }

    @Override
    public void cameBack(String what) {
        LOG.warn("{} has come back", what);
    }
}
