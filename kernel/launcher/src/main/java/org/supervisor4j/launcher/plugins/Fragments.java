package org.supervisor4j.launcher.plugins;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Bundles that are a part of another, their host. Nothing of theirs is started: they are active with it, and wait without it.
 *
 * <p><b>Threading:</b> one at a time.
 */
final class Fragments {

    private static final Logger log = LoggerFactory.getLogger(Fragments.class);

    /** Of each whether it was a part of its host when that was said last. */
    private final Map<Bundle, Boolean> said = new HashMap<>();

    static boolean isOne(Bundle bundle) {
        return bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
    }

    /** Says what has become of it, if that is news. */
    void announce(String name, Bundle fragment, Level announcement) {
        Optional<String> waiting = waiting(fragment);
        Boolean before = said.put(fragment, waiting.isEmpty());
        if (before != null && before == waiting.isEmpty()) {
            return;
        }
        if (waiting.isPresent()) {
            log.warn("The plugin {} {}: {}", name, before == null ? "is not active" : "is no longer active", waiting.get());
        } else {
            log.atLevel(announcement).log("Plugin {} is active: {} {}, a part of {}", name, fragment.getSymbolicName(), fragment.getVersion(),
                    host(fragment));
        }
    }

    /** Whether it was a part of its host when that was said last. */
    boolean isActive(Bundle fragment) {
        return said.getOrDefault(fragment, false);
    }

    /** It is another of what was a part of its host before. */
    void expectAgain(Bundle fragment) {
        said.put(fragment, true);
    }

    /** It is new, or has gone. */
    void forget(Bundle fragment) {
        said.remove(fragment);
    }

    /** What it waits for, if it does. */
    static Optional<String> waiting(Bundle fragment) {
        return fragment.getState() == Bundle.RESOLVED
                ? Optional.empty()
                : Optional.of("it is a part of " + host(fragment) + " and waits for that (expected: another jar in plugins/ is it, in a "
                        + "version that is meant, and is active)");
    }

    private static String host(Bundle fragment) {
        return fragment.getHeaders("").get(Constants.FRAGMENT_HOST).strip();
    }
}
