package org.supervisor4j.api;

import java.time.Duration;
import java.util.Objects;

/**
 * What a finished child has used, as the operating system counted it; its own children that it waited for included.
 *
 * @param maxResidentKilobytes the most memory that one process had at once
 */
public record ResourceUsage(Duration userTime, Duration systemTime, long maxResidentKilobytes) {
    public ResourceUsage {
        Objects.requireNonNull(userTime, "userTime");
        Objects.requireNonNull(systemTime, "systemTime");
    }
}
