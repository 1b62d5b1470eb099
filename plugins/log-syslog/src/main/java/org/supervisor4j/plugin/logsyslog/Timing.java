package org.supervisor4j.plugin.logsyslog;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param patience how long somebody who writes waits for room at once
 * @param firstPause after a failure, before the next attempt; each later one is twice as long
 * @param longestPause bounds that
 * @param linger how long what waits may still be sent when nobody has a channel any more
 * @param proof how long after the last bad news a message must be sent to show that messages arrive again
 * @param quiet how long there must be no bad news for a trouble to be over
 */
record Timing(
        Duration patience,
        Duration firstPause,
        Duration longestPause,
        Duration linger,
        Duration proof,
        Duration quiet) {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final Duration QUIET = Duration.ofSeconds(1);

    /** What suits a kind of receiver. */
    static Timing of(Address address) {
        return switch (address) {
            case Address.Local _ -> // what takes so long here is stuck; an attempt costs next to nothing
                new Timing(Duration.ofSeconds(1), FIRST_PAUSE, Duration.ofSeconds(5), LINGER, Duration.ZERO, QUIET);
            case Address.Remote(Address.Protocol protocol, _, _) -> {
                // Of a datagram that was refused we hear later, if at all.
                Duration proof = protocol == Address.Protocol.UDP ? Duration.ofSeconds(2) : Duration.ZERO;
                yield new Timing(Duration.ofMillis(100), FIRST_PAUSE, Duration.ofSeconds(30), LINGER, proof, QUIET);
            }
        };
    }
}
