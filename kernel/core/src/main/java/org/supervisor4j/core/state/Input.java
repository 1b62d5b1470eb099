package org.supervisor4j.core.state;

/** What can happen to a supervised process. */
public sealed interface Input {

    /** Somebody wants it to run: a request, autostart or autorestart. */
    record Start() implements Input {}

    /** The child exists now. */
    record Spawned() implements Input {}

    /** There is no child: the command was not found, the system refused. */
    record SpawnFailed() implements Input {}

    /** The time of the last {@link Effect.Arm} is over. */
    record Elapsed() implements Input {}

    /**
     * The child has ended.
     *
     * @param expected whether its exit code is one of {@code exitcodes}
     */
    record Died(boolean expected) implements Input {}

    /** Somebody wants it to stop. */
    record Stop() implements Input {}

    /** The daemon ends: no further attempt. */
    record GiveUp() implements Input {}

    /** A signal could not be sent for another reason than that the child is gone. */
    record SignalFailed() implements Input {}
}
