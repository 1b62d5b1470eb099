package org.supervisor4j.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A program that is to be added beside those of the file; immutable.
 *
 * @param group the process group that its processes are to belong to
 * @param options those of {@code [program:x]}, as they would stand in the file
 */
public record ProgramRequest(String group, String program, Map<String, String> options) {
    public ProgramRequest {
        group = group.strip();
        program = program.strip();
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options)); // in the order in which problems are to be told
        options.forEach((key, value) -> {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, () -> "value of " + key);
        });
    }
}
