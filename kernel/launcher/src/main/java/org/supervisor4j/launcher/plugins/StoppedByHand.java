package org.supervisor4j.launcher.plugins;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * The bundles that somebody has stopped or uninstalled past the folder, with the web console or a shell. They stay so until their own jar
 * changes, whatever happens to others.
 *
 * <p>The framework remembers of each bundle whether it is meant to be started. It forgets that when somebody stops it, but neither when a
 * start fails nor when it stops the bundle itself because of others.
 *
 * <p><b>Threading:</b> one at a time.
 */
final class StoppedByHand {

    private static final String REPAIR = " (expected: supervisorctl plugins restart, or its jar is touched)";

    /** Those that were meant to be started when they were looked at last. */
    private final Set<Bundle> meant = new HashSet<>();

    /** It was started, with success or without. */
    void started(Bundle bundle) {
        if (isMeant(bundle)) {
            meant.add(bundle);
        }
    }

    /** It is another of what was stopped by hand before. */
    void takeOver(Bundle bundle) {
        meant.add(bundle);
    }

    /** It is stopped by us, or has gone. */
    void forget(Bundle bundle) {
        meant.remove(bundle);
    }

    boolean contains(Bundle bundle) {
        return isUninstalled(bundle) || meant.contains(bundle) && !isMeant(bundle);
    }

    /** What has become of it, if it is one of them. */
    Optional<String> reason(Bundle bundle) {
        if (isUninstalled(bundle)) {
            return Optional.of("it was uninstalled by hand" + REPAIR);
        }
        return contains(bundle) ? Optional.of("it was stopped by hand" + REPAIR) : Optional.empty();
    }

    static boolean isUninstalled(Bundle bundle) {
        return bundle.getState() == Bundle.UNINSTALLED;
    }

    private static boolean isMeant(Bundle bundle) {
        try {
            return bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
        } catch (IllegalStateException | IllegalArgumentException _) {
            return false; // it was uninstalled just now
        }
    }
}
