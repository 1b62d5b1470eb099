package org.supervisor4j.posix;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Starts children in process groups of their own, with default signal dispositions, an empty signal mask and no
 * descriptor but 0, 1 and 2.
 *
 * <p><b>Threading:</b> belongs to the thread that opened it, whose working directory, umask and effective
 * credentials it changes for the moment of a spawn.
 */
public interface Spawner {

    /**
     * What to start.
     *
     * @param executable the file; a relative path counts from {@code directory}
     * @param arguments begin with the program's own name for itself
     * @param stdin the descriptors that become 0, 1 and 2
     * @param user whom to run as; empty for no change
     */
    record Request(
            String executable,
            List<String> arguments,
            Map<String, String> environment,
            int stdin,
            int stdout,
            int stderr,
            Optional<User> user,
            Optional<String> directory,
            OptionalInt umask) {
        public Request {
            Objects.requireNonNull(executable, "executable");
            arguments = List.copyOf(arguments);
            environment = Map.copyOf(environment);
        }
    }

    /**
     * Starts the child.
     *
     * @return its pid
     * @throws SpawnException if a step failed; nothing is left behind then
     */
    int spawn(Request request) throws SpawnException;
}
