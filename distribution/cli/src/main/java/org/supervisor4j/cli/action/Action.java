package org.supervisor4j.cli.action;

import java.io.IOException;
import java.util.List;

/**
 * Something that supervisorctl can do, such as {@code status}.
 *
 * <p><b>Threading:</b> called on the main thread, one action at a time; it may block.
 * <p><b>Output and status:</b> everything is written through the session. An action sets the exit status with
 * {@link Session#fail} and otherwise leaves it alone.
 * <p><b>Errors:</b> an exception ends the action; it is shown in one line that begins with {@code error:}, and the
 * exit status becomes 1.
 */
public interface Action {

    /** The word that selects it: letters, digits and underscores. */
    String name();

    /**
     * What {@code help <name>} prints: one line per form, the form first. If it is empty, the action is not listed by
     * {@code help}.
     */
    String help();

    /**
     * How an argument may go on, if the action knows that itself.
     *
     * @param session the daemon
     * @param word what is there of the argument; may be empty
     * @return candidates, also such that do not begin like the word
     * @throws IOException if the daemon cannot be asked
     */
    default List<String> candidates(Session session, String word) throws IOException {
        return List.of();
    }

    /**
     * Does it.
     *
     * @param session the daemon, the output and the exit status
     * @param arguments what stands behind the name
     * @throws IOException if the daemon cannot be asked, or answers with a fault that has no line of its own
     */
    void run(Session session, Arguments arguments) throws IOException;

    /** Whether {@code help} lists it; not if that is to look as with the reference, which has no such action. */
    default boolean isListed() {
        return !help().isEmpty();
    }

    /** Whether it can answer in JSON; then {@code --json} among its arguments is the wish for that. */
    default boolean speaksJson() {
        return false;
    }
}
