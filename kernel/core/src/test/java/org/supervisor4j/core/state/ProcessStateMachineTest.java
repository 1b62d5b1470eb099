package org.supervisor4j.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.supervisor4j.api.ProcessState.BACKOFF;
import static org.supervisor4j.api.ProcessState.EXITED;
import static org.supervisor4j.api.ProcessState.FATAL;
import static org.supervisor4j.api.ProcessState.RUNNING;
import static org.supervisor4j.api.ProcessState.STARTING;
import static org.supervisor4j.api.ProcessState.STOPPED;
import static org.supervisor4j.api.ProcessState.STOPPING;
import static org.supervisor4j.api.ProcessState.UNKNOWN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.config.ProcessConfig.AutoRestart;

class ProcessStateMachineTest {

    private static final Policy POLICY =
            new Policy(AutoRestart.UNEXPECTED, Duration.ofSeconds(1), 3, Duration.ofSeconds(10));

    private static Step step(ProcessState state, int failures, Input input) {
        return ProcessStateMachine.step(state, failures, input, POLICY);
    }

    private static Effect arm(long seconds) {
        return new Effect.Arm(Duration.ofSeconds(seconds));
    }

    @Nested
    class WhileStopped {

        @ParameterizedTest
        @EnumSource(names = {"STOPPED", "EXITED", "FATAL"})
        void aStartSpawns(ProcessState state) {
            assertThat(step(state, 0, new Input.Start())).isEqualTo(Step.to(STARTING, 0, new Effect.Spawn()));
        }

        @ParameterizedTest
        @EnumSource(names = {"STOPPED", "EXITED", "FATAL"})
        void aDeathIsADefectOfTheCaller(ProcessState state) {
            assertThatThrownBy(() -> step(state, 0, new Input.Died(true)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(state.name())
                    .hasMessageContaining("Died");
        }
    }

    @Nested
    class WhileStarting {

        @Test
        void theTimeBeginsWhenTheChildIsThere() {
            assertThat(step(STARTING, 2, new Input.Spawned())).isEqualTo(Step.to(STARTING, 2, arm(1)));
        }

        @Test
        void withoutStartsecsItRunsAtOnce() {
            Policy none = new Policy(AutoRestart.NEVER, Duration.ZERO, 3, Duration.ofSeconds(10));
            assertThat(ProcessStateMachine.step(STARTING, 2, new Input.Spawned(), none)).isEqualTo(Step.to(RUNNING, 0));
        }

        @Test
        void itRunsWhenTheTimeIsOverAndFailuresAreForgotten() {
            assertThat(step(STARTING, 3, new Input.Elapsed())).isEqualTo(Step.to(RUNNING, 0));
        }

        @ParameterizedTest(name = "after failure {1} the pause is {2} s")
        @CsvSource({"0, 1, 1", "1, 2, 2", "2, 3, 3"})
        void aChildThatDiesIsTriedAgainAfterALongerPause(int before, int after, int seconds) {
            assertThat(step(STARTING, before, new Input.Died(true))).isEqualTo(Step.to(BACKOFF, after, arm(seconds)));
            assertThat(step(STARTING, before, new Input.SpawnFailed())).isEqualTo(Step.to(BACKOFF, after, arm(seconds)));
        }

        @Test
        void theLastAttemptIsNotFollowedByAPause() {
            assertThat(step(STARTING, 3, new Input.Died(false))).isEqualTo(Step.to(BACKOFF, 4, arm(0)));
        }
    }

    @Nested
    class InBackoff {

        @ParameterizedTest
        @CsvSource({"1", "2", "3"})
        void theNextAttemptFollowsThePause(int failures) {
            assertThat(step(BACKOFF, failures, new Input.Elapsed()))
                    .isEqualTo(Step.to(STARTING, failures, new Effect.Spawn()));
        }

        @Test
        void oneFailureMoreThanStartretriesIsFatal() {
            assertThat(step(BACKOFF, 4, new Input.Elapsed())).isEqualTo(Step.to(FATAL, 0));
        }

        @Test
        void aStopSendsNothingAndKeepsTheCount() {
            assertThat(step(BACKOFF, 2, new Input.Stop())).isEqualTo(Step.to(STOPPED, 2));
        }
    }

    @Nested
    class WhileRunning {

        @ParameterizedTest(name = "autorestart {0}, exit expected {1}: again {2}")
        @CsvSource({
            "ALWAYS, true, true", "ALWAYS, false, true", "NEVER, true, false", "NEVER, false, false",
            "UNEXPECTED, true, false", "UNEXPECTED, false, true"
        })
        void autorestartDecidesWhatFollowsAnExit(AutoRestart autorestart, boolean expected, boolean again) {
            Policy policy = new Policy(autorestart, Duration.ofSeconds(1), 3, Duration.ofSeconds(10));
            assertThat(ProcessStateMachine.step(RUNNING, 0, new Input.Died(expected), policy))
                    .isEqualTo(again ? Step.to(EXITED, 0, new Effect.StartAgain()) : Step.to(EXITED, 0));
        }

        @Test
        void aStopSendsTheSignalAndWaits() {
            assertThat(step(RUNNING, 0, new Input.Stop()))
                    .isEqualTo(Step.to(STOPPING, 0, new Effect.SendStopSignal(), arm(10)));
        }
    }

    @Nested
    class WhileStopping {

        @Test
        void killFollowsAfterStopwaitsecsAgainAndAgain() {
            assertThat(step(STOPPING, 0, new Input.Elapsed())).isEqualTo(Step.to(STOPPING, 0, new Effect.SendKill(), arm(10)));
        }

        @Test
        void theEndIsStoppedHoweverItCame() {
            assertThat(step(STOPPING, 0, new Input.Died(false))).isEqualTo(Step.to(STOPPED, 0));
            assertThat(step(STOPPING, 0, new Input.SpawnFailed())).isEqualTo(Step.to(STOPPED, 0));
        }

        @Test
        void aChildThatComesLateIsSignalledThen() {
            assertThat(step(STOPPING, 1, new Input.Spawned()))
                    .isEqualTo(Step.to(STOPPING, 1, new Effect.SendStopSignal(), arm(10)));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTING", "RUNNING", "STOPPING"})
    void aSignalThatCannotBeSentLeavesUsInTheDark(ProcessState state) {
        assertThat(step(state, 1, new Input.SignalFailed()).state()).isEqualTo(UNKNOWN);
    }

    @Test
    void aDeathInTheDarkIsAnExitAndNotOurEnd() {
        assertThat(step(UNKNOWN, 1, new Input.Died(true))).isEqualTo(Step.to(EXITED, 0));
    }

    /** docs/reference/process-states.md has one row per state and input; what it says is what the function does. */
    @Test
    void theDocumentedTableIsTheFunction() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("../../docs/reference/process-states.md"))) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 5 && Stream.of(ProcessState.values()).anyMatch(s -> cells[1].strip().equals(s.name()))) {
                documented.put(cells[1].strip() + " " + cells[2].strip(), cells[3].strip());
            }
        }
        Map<String, String> actual = new TreeMap<>();
        for (ProcessState state : ProcessState.values()) {
            for (Input input : INPUTS) {
                actual.put(state + " " + describe(input), target(state, input));
            }
        }
        assertThat(documented).isEqualTo(actual);
    }

    private static final List<Input> INPUTS = List.of(
            new Input.Start(),
            new Input.Spawned(),
            new Input.SpawnFailed(),
            new Input.Elapsed(),
            new Input.Died(true),
            new Input.Died(false),
            new Input.Stop(),
            new Input.GiveUp(),
            new Input.SignalFailed());

    private static String describe(Input input) {
        return switch (input) {
            case Input.Start() -> "start";
            case Input.Spawned() -> "spawned";
            case Input.SpawnFailed() -> "spawn failed";
            case Input.Elapsed() -> "time over";
            case Input.Died(boolean expected) -> expected ? "died, expected" : "died, unexpected";
            case Input.Stop() -> "stop";
            case Input.GiveUp() -> "daemon ends";
            case Input.SignalFailed() -> "signal failed";
        };
    }

    /** In the first attempt of a program with the default options. */
    private static String target(ProcessState state, Input input) {
        Step step;
        try {
            step = step(state, state == BACKOFF ? 1 : 0, input);
        } catch (IllegalStateException _) {
            return "cannot come";
        }
        List<String> effects = step.effects().stream()
                .map(effect -> switch (effect) {
                    case Effect.Spawn() -> "spawn";
                    case Effect.Arm(Duration after) -> "wait " + after.toSeconds() + " s";
                    case Effect.SendStopSignal() -> "stop signal";
                    case Effect.SendKill() -> "SIGKILL";
                    case Effect.StartAgain() -> "start again";
                })
                .toList();
        return step.state() + (effects.isEmpty() ? "" : ": " + String.join(", ", effects));
    }
}
