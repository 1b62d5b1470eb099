package org.supervisor4j.api.plugin;

import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ConsumerType;
import org.supervisor4j.api.plugin.PluginInfo.Contribution;

/**
 * What somebody who uses what other plugins offer does not use, and why: an OSGi service of his, for those who look at {@link Plugins}. A plugin
 * whose offer is not used is not shown as if it brought it.
 *
 * <p><b>Threading:</b> any thread, whenever somebody looks; it answers from memory, does not block and asks nothing of {@link Plugins}. One that
 * does not come back within five seconds is asked again only when it has.
 *
 * <p><b>Errors:</b> what it throws, or that it does not come back, is logged once and shown as a failure of its own plugin; it counts as nothing
 * that is unused.
 *
 * <p><b>Lifecycle:</b> asked from registration until withdrawal.
 */
@ConsumerType
public interface UnusedOffers {

    /** As of now; empty if all is used. */
    List<Unused> unused();

    /**
     * One that is not used.
     *
     * @param serviceId the property {@code service.id} of what was offered
     * @param contribution as the list of plugins calls it
     * @param state {@link PluginState#WAITING} if it is used by itself as soon as another has gone or come, else {@link PluginState#FAILED}
     * @param reason why, and what would be right
     */
    record Unused(long serviceId, Contribution contribution, PluginState state, String reason) {
        public Unused {
            Objects.requireNonNull(contribution, "contribution");
            Objects.requireNonNull(reason, "reason");
            if (state != PluginState.WAITING && state != PluginState.FAILED) {
                throw new IllegalArgumentException("state: " + state + " (expected: WAITING or FAILED)");
            }
        }
    }
}
