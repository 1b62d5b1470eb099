package org.supervisor4j.launcher.plugins;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;

/**
 * Whether the daemon still has something of a plugin. What it is given by section kinds, log sinks and log files, and what these make
 * then, holds the {@link Use} of its bundle, however it is passed on and wherever it is kept: when that is collected, nothing is left.
 *
 * <p><b>Threading:</b> any.
 */
final class PluginUses {

    /** Is alive as long as something of a bundle is. */
    static final class Use {}

    /** What stands for something of a plugin. */
    interface Holder {
        Object held();
    }

    private final Map<Bundle, WeakReference<Use>> uses = new HashMap<>();

    /** Called before what it is for is asked for: then {@link #find} misses nothing that was given before the bundle was stopped. */
    synchronized Use of(Bundle bundle) {
        return find(bundle).orElseGet(() -> {
            Use made = new Use();
            uses.put(bundle, new WeakReference<>(made));
            return made;
        });
    }

    synchronized Optional<Use> find(Bundle bundle) {
        return Optional.ofNullable(uses.get(bundle)).map(WeakReference::get);
    }

    synchronized void forget(Bundle bundle) {
        uses.remove(bundle);
    }

    /** What a plugin has given, as it was. */
    static Object original(Object given) {
        return given instanceof Holder holder ? holder.held() : given;
    }
}
