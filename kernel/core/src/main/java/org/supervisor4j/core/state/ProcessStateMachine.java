package org.supervisor4j.core.state;

import static org.supervisor4j.api.ProcessState.BACKOFF;
import static org.supervisor4j.api.ProcessState.EXITED;
import static org.supervisor4j.api.ProcessState.FATAL;
import static org.supervisor4j.api.ProcessState.RUNNING;
import static org.supervisor4j.api.ProcessState.STARTING;
import static org.supervisor4j.api.ProcessState.STOPPED;
import static org.supervisor4j.api.ProcessState.STOPPING;
import static org.supervisor4j.api.ProcessState.UNKNOWN;

import java.time.Duration;
import org.supervisor4j.api.ProcessState;

/**
 * The life of a supervised process as a pure function: it reads no clock, starts no child and takes no lock. Whoever calls
 * it carries out the {@link Effect}s.
 *
 * <p>Source: supervisord's behaviour. Two of its accidents are kept on purpose, because programs can see them: a stop
 * during BACKOFF does not reset the count of failures, and FATAL is always entered through BACKOFF.
 */
public final class ProcessStateMachine {

    private ProcessStateMachine() {}

    /**
     * Answers one input.
     *
     * @param failures how many attempts in a row have failed so far
     * @throws IllegalStateException if this input cannot come in this state: a defect of the caller
     */
    public static Step step(ProcessState state, int failures, Input input, Policy policy) {
        return switch (state) {
            case STOPPED, EXITED, FATAL -> switch (input) {
                case Input.Start() -> Step.to(STARTING, failures, new Effect.Spawn());
                case Input.Stop(), Input.GiveUp(), Input.SignalFailed() -> Step.to(state, failures);
                case Input.Spawned(), Input.SpawnFailed(), Input.Elapsed(), Input.Died(_) ->
                        throw impossible(state, input);
            };
            case STARTING -> switch (input) {
                case Input.Spawned() when policy.startSeconds().isZero() -> Step.to(RUNNING, 0);
                case Input.Spawned() -> Step.to(STARTING, failures, new Effect.Arm(policy.startSeconds()));
                case Input.Elapsed() -> Step.to(RUNNING, 0);
                case Input.SpawnFailed(), Input.Died(_) -> failed(failures + 1, policy);
                case Input.Stop() -> stop(failures, policy);
                case Input.SignalFailed() -> Step.to(UNKNOWN, failures);
                case Input.Start(), Input.GiveUp() -> Step.to(STARTING, failures);
            };
            case RUNNING -> switch (input) {
                case Input.Died(boolean expected) -> exited(expected, policy);
                case Input.Stop() -> stop(failures, policy);
                case Input.SignalFailed() -> Step.to(UNKNOWN, failures);
                case Input.Start(), Input.GiveUp() -> Step.to(RUNNING, failures);
                case Input.Spawned(), Input.SpawnFailed(), Input.Elapsed() -> throw impossible(state, input);
            };
            case BACKOFF -> switch (input) {
                case Input.Elapsed() when failures > policy.startRetries() -> Step.to(FATAL, 0);
                case Input.Elapsed() -> Step.to(STARTING, failures, new Effect.Spawn());
                case Input.GiveUp() -> Step.to(FATAL, 0);
                case Input.Stop() -> Step.to(STOPPED, failures);
                case Input.Start(), Input.SignalFailed() -> Step.to(BACKOFF, failures);
                case Input.Spawned(), Input.SpawnFailed(), Input.Died(_) -> throw impossible(state, input);
            };
            case STOPPING -> switch (input) {
                // The stop came while the child was being made: only now is there something to signal.
                case Input.Spawned() -> stop(failures, policy);
                case Input.Died(_), Input.SpawnFailed() -> Step.to(STOPPED, failures);
                case Input.Elapsed() ->
                        Step.to(STOPPING, failures, new Effect.SendKill(), new Effect.Arm(policy.stopWait()));
                case Input.SignalFailed() -> Step.to(UNKNOWN, failures);
                case Input.Start(), Input.Stop(), Input.GiveUp() -> Step.to(STOPPING, failures);
            };
            // The child may still be there, and may still end; supervisord itself dies of that.
            case UNKNOWN -> switch (input) {
                case Input.Died(_) -> Step.to(EXITED, 0);
                case Input.Start(), Input.Stop(), Input.GiveUp(), Input.SignalFailed() -> Step.to(UNKNOWN, failures);
                case Input.Spawned(), Input.SpawnFailed(), Input.Elapsed() -> throw impossible(state, input);
            };
        };
    }

    private static Step stop(int failures, Policy policy) {
        return Step.to(STOPPING, failures, new Effect.SendStopSignal(), new Effect.Arm(policy.stopWait()));
    }

    private static Step exited(boolean expected, Policy policy) {
        boolean again =
                switch (policy.autoRestart()) {
                    case ALWAYS -> true;
                    case NEVER -> false;
                    case UNEXPECTED -> !expected;
                };
        return again ? Step.to(EXITED, 0, new Effect.StartAgain()) : Step.to(EXITED, 0);
    }

    /** The n-th failure in a row is followed by a pause of n seconds, the last one by the end of the matter. */
    private static Step failed(int failures, Policy policy) {
        Duration pause = failures > policy.startRetries() ? Duration.ZERO : Duration.ofSeconds(failures);
        return Step.to(BACKOFF, failures, new Effect.Arm(pause));
    }

    private static IllegalStateException impossible(ProcessState state, Input input) {
        return new IllegalStateException("input " + input + " cannot come in state " + state);
    }
}
