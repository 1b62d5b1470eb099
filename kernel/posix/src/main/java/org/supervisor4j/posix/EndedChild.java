package org.supervisor4j.posix;

import java.time.Duration;

/**
 * How a child ended, and what it used.
 *
 * @param code the exit code if {@code signal} is 0
 * @param signal the signal that ended it, or 0
 * @param maxResidentKilobytes the most memory that it had at once
 */
public record EndedChild(
        int pid,
        int code,
        int signal,
        boolean coreDumped,
        Duration userTime,
        Duration systemTime,
        long maxResidentKilobytes) {}
