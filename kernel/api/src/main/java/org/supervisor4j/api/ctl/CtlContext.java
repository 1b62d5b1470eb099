package org.supervisor4j.api.ctl;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What an action of supervisorctl works with. Valid during the call that it was given to, and for its thread only.
 */
@ProviderType
public interface CtlContext {

    /**
     * Calls a method of the daemon, of any namespace, and waits for its answer as long as that takes. The user's name
     * and password are taken care of.
     *
     * @param method the full name, such as {@code supervisor.getState}
     * @param parameters {@code String}, {@code Integer}, {@code Boolean}, {@code Double}, {@code byte[]}, and {@code List}
     *     and {@code Map} of those; the keys of a map are texts
     * @return {@code String}, {@code Integer}, {@code Long}, {@code Boolean}, {@code Double}, {@code byte[]}, {@code List},
     *     {@code Map} in the order of the answer, or null; a date is a text
     * @throws org.supervisor4j.api.rpc.RpcFault if the daemon answers with a fault
     * @throws IllegalArgumentException if a parameter is of another type
     * @throws IOException if the daemon cannot be reached or refuses us; let it pass, supervisorctl knows what to say
     */
    Object call(String method, Object... parameters) throws IOException;

    /**
     * What most built-in actions do first: asks for the version of the daemon's interface. If it cannot be reached or does
     * not fit, a line says so and the exit status is set.
     *
     * @return whether the action can go on
     * @throws IOException if the daemon refuses us for any other reason; let it pass
     */
    boolean check() throws IOException;

    /** Where the daemon listens, as the user wrote it. */
    String serverUrl();

    /** Prints a line to stdout, where errors of actions go too. */
    void print(String line);

    /** Prints a line to stderr. */
    void printError(String line);

    /**
     * Sets the exit status; the last failure counts. Those of the built-in actions are 1 (something failed), 2 (wrong
     * arguments), 3 (the daemon does not know a method), 4 (no connection) and 7 (something does not run).
     */
    void fail(int status);

    /** Ends the shell after this action, if there is one. */
    void leaveShell();
}
