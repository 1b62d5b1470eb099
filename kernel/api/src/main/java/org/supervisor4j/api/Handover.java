package org.supervisor4j.api;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Short texts that outlive a restart of the daemon, which forgets everything else: what a plugin leaves to the one that comes
 * after it. An OSGi service of the kernel.
 *
 * <p><b>Threading:</b> any; nothing blocks.
 *
 * <p><b>Lifecycle:</b> what is left until the last plugin is stopped is there before the first one is started anew, by a restart or
 * otherwise; it ends with a daemon that is not restarted.
 */
@ProviderType
public interface Handover {

    /** The longest text, in characters. */
    int MAX_LENGTH = 1_000;

    /**
     * What was left under this name; empty if nothing was.
     *
     * @param name begins with that of the plugin: {@code event-listener.serial}
     */
    Optional<String> left(String name);

    /**
     * Leaves a text, in the place of what was left under this name.
     *
     * @throws IllegalArgumentException if it is longer than {@link #MAX_LENGTH}
     */
    void leave(String name, String text);
}
