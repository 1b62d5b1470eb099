package org.supervisor4j.launcher.plugins;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.launcher.plugins.BoundedCall.Outcome;

/**
 * Stops all bundles for good, in the order in which the framework does it: the highest start level and the last installed first. The
 * framework itself would wait for one that hangs, and those before it would never be told to close what they have open.
 *
 * <p><b>Threading:</b> any.
 */
final class BundleStops {

    private static final Logger log = LoggerFactory.getLogger(BundleStops.class);

    private static final Comparator<Bundle> ORDER = Comparator
            .<Bundle>comparingInt(bundle -> bundle.adapt(BundleStartLevel.class).getStartLevel())
            .thenComparingLong(Bundle::getBundleId)
            .reversed();

    private final BundleContext context;
    private final Predicate<Bundle> hangs;
    private final BoundedCall calls;
    private boolean isClean = true;

    /**
     * @param hangs those of which it is known already; they are not waited for
     * @param bound how long a bundle may take
     */
    BundleStops(BundleContext context, Predicate<Bundle> hangs, Duration bound) {
        this.context = context;
        this.hangs = hangs;
        this.calls = new BoundedCall(bound);
    }

    /** Comes back when each is stopped or was waited for in vain, which is logged; answers whether all are stopped. */
    boolean stopAll() throws InterruptedException {
        List<Bundle> bundles = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getBundleId() != 0 && !Fragments.isOne(bundle))
                .sorted(ORDER)
                .toList();
        for (Bundle bundle : bundles) {
            stop(PluginOrigin.jar(bundle), bundle);
        }
        return isClean;
    }

    private void stop(String name, Bundle bundle) throws InterruptedException {
        if (hangs.test(bundle)) {
            isClean = false;
            log.warn("The plugin {} is not stopped: it still hangs, as said before", name);
            return;
        }
        switch (calls.run("stop-" + name, () -> bundle.stop(Bundle.STOP_TRANSIENT))) {
            case Outcome.Done() -> {}
            case Outcome.Failed(Throwable cause) ->
                    log.warn("The plugin {} did not stop cleanly: {}", name, FailedStart.reason(cause), cause);
            case Outcome.Stuck(Duration after, String where) -> {
                isClean = false;
                log.error("The plugin {} does not stop within {} s and is waited for no longer; it hangs in {}", name, after.toSeconds(), where);
            }
        }
    }
}
