package org.supervisor4j.core.state;

import java.time.Duration;

/** What is to be done after a step, in order. */
public sealed interface Effect {

    /** Start a child; answered by {@link Input.Spawned} or {@link Input.SpawnFailed}. */
    record Spawn() implements Effect {}

    /** Tell {@link Input.Elapsed} after this time, unless the state changes before. */
    record Arm(Duration after) implements Effect {}

    /** Send the stop signal, if there is a child already. */
    record SendStopSignal() implements Effect {}

    /** Send SIGKILL. */
    record SendKill() implements Effect {}

    /** Start again at once, unless the daemon is ending. */
    record StartAgain() implements Effect {}
}
