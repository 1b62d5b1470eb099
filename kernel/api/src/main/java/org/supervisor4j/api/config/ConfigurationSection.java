package org.supervisor4j.api.config;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A plugin's own sections of the configuration file; register one as an OSGi service to be asked.
 *
 * <p><b>Order:</b> {@link #check} before anything of a configuration takes effect, at start and at each reread;
 * {@link #childEnvironment} and {@link #open} once, when a start's configuration was accepted by all, before the first
 * program is started. A reread does not open again: what a plugin reads there changes with a restart of the daemon, or when the
 * plugin itself is replaced; {@link #reread} is for what can change without. A plugin that comes while the daemon runs is asked to
 * check, to open and for its variables when all is there that came with it, the other services of the same plugin and those of other jars:
 * the file may name them. It is given the file as it is by then, or as it was accepted last if others have errors there. What is wrong with
 * its own sections is logged, and they are not opened then; the next reread that all accept opens
 * them. One that is registered later, by itself, is asked at once. Its variables are those of programs that are started as long as it is there.
 *
 * <p><b>Threading:</b> called one at a time, at start on the starting thread, later on a worker; never on the kernel
 * loop.
 *
 * <p><b>Time:</b> ten seconds for each call. Who does not come back in time is interrupted; a start ends, a reread is refused, and
 * nothing more is asked of the plugin until it has come back. The others go on.
 *
 * <p><b>Errors:</b> wrong options go to {@link Problems}; what only the attempt can show (a taken port) is a
 * {@link StartupException} from {@link #open}. Both end a start with status 2 and nothing started. Whatever else it
 * throws, an Error too, is reported in the same way with the plugin's name. After an {@link #open} that failed later there may be another.
 */
@ConsumerType
public interface ConfigurationSection {

    /** Reads and checks; opens nothing, remembers nothing. */
    void check(Sections sections, Problems problems);

    /**
     * Variables that every child gets, unless its program says otherwise. Names that are empty or have a {@code =} or NUL in them, and
     * values with NUL, cannot be handed on: such a variable is left out, with a warning.
     */
    default Map<String, String> childEnvironment(Sections sections) {
        return Map.of();
    }

    /**
     * Takes the checked configuration into use; must not wait for anybody outside. Undone by the plugin's deactivation. Services that it
     * registers are there before the first program is started: a {@code ProcessEventListener} misses nothing.
     */
    default void open(Sections sections) throws StartupException {}

    /**
     * Takes into use what may change while the daemon runs; called after each reread that all have accepted. An exception is
     * logged, and the reread goes on.
     */
    default void reread(Sections sections) {}
}
