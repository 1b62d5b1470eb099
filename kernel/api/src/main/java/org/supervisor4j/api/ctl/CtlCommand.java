package org.supervisor4j.api.ctl;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An action of supervisorctl, such as {@code status}. Name the class in a file
 * {@code META-INF/services/org.supervisor4j.api.ctl.CtlCommand} of a jar in the folder {@code plugins/}; the client finds
 * it there through {@link java.util.ServiceLoader}, without the daemon. The class is public and has a constructor
 * without parameters.
 *
 * <p><b>Selection:</b> an action that nobody else has is available as soon as its jar is there. A section
 * {@code [ctlplugin:x]} whose {@code supervisor.ctl_factory} is {@link #plugin()} gives it options and lists it as one
 * of the {@code x commands}. Built-in actions come first, then sections in the order of the file, then the rest: an
 * action of a name that is taken is never called.
 *
 * <p><b>Class path:</b> the jar, the JDK and this API. Each jar has a class loader of its own; what else it could see
 * there is not promised.
 *
 * <p><b>Threading and lifecycle:</b> made when an action is looked for that is not built in, for {@code help}, for a
 * section, or for the tab key, at most once for each section; all calls come from the main thread, one at a time.
 *
 * <p><b>Errors:</b> an exception of {@link #run} ends the action: it is shown in one line that begins with
 * {@code error:}, and the exit status becomes 1. A class that cannot be loaded or made costs itself, with a line on
 * stderr; if a section chooses it, supervisorctl ends with status 2, whatever it was to do.
 */
@ConsumerType
public interface CtlCommand {

    /** The word that selects it: letters, digits and underscores. Always the same. */
    String name();

    /**
     * What {@code help <name>} prints: one line per form, the form, tabs, and what it does; no line end at the end. If it
     * is empty, {@code help} does not list the action.
     */
    String help();

    /**
     * The name by which a section chooses it, and under which {@code help} lists it where no section does. Actions that
     * belong together have the same. Always the same for an action.
     */
    default String plugin() {
        return name();
    }

    /**
     * Takes the other options of the section that chose it, names in lower case, values expanded; called before anything
     * but {@link #name()} and {@link #plugin()}, or never.
     *
     * @throws IllegalArgumentException if they are not acceptable; the message says which, why and what is expected, and
     *     supervisorctl ends with it
     */
    default void configure(Map<String, String> options) {
        if (!options.isEmpty()) {
            throw new IllegalArgumentException("unexpected options " + options.keySet() + " (expected: none)");
        }
    }

    /**
     * How an argument may go on when the tab key is pressed behind it. Whatever does not begin with it is left out.
     *
     * @param context as for {@link #run}, but nothing is to be printed
     * @param word what is there of the argument; may be empty
     * @throws IOException if the daemon cannot be asked; then nothing is proposed
     */
    default List<String> candidates(CtlContext context, String word) throws IOException {
        return List.of();
    }

    /**
     * Does it.
     *
     * @param context the daemon, the output and the exit status
     * @param arguments the words behind the name
     * @throws IOException if the daemon cannot be reached, or refuses
     */
    void run(CtlContext context, List<String> arguments) throws IOException;
}
