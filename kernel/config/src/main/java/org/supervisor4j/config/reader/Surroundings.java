package org.supervisor4j.config.reader;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.supervisor4j.config.value.FilePaths;
import org.supervisor4j.config.value.Users;

/**
 * What a configuration depends on beside its text; immutable.
 *
 * @param environment the daemon's own; its variables may be expanded
 * @param hostNodeName the system's network node name
 * @param currentDirectory absolute; what relative paths begin at
 */
public record Surroundings(Map<String, String> environment, String hostNodeName, Path currentDirectory, Users users) {
    public Surroundings {
        environment = Map.copyOf(environment);
        Objects.requireNonNull(hostNodeName, "hostNodeName");
        Objects.requireNonNull(currentDirectory, "currentDirectory");
        Objects.requireNonNull(users, "users");
    }

    FilePaths paths() {
        return new FilePaths(environment, currentDirectory, users);
    }
}
