package org.supervisor4j.core.state;

import java.util.List;
import org.supervisor4j.api.ProcessState;

/**
 * The answer of the state machine to one input.
 *
 * @param failures how many attempts in a row have failed
 */
public record Step(ProcessState state, int failures, List<Effect> effects) {

    public Step {
        effects = List.copyOf(effects);
    }

    static Step to(ProcessState state, int failures, Effect... effects) {
        return new Step(state, failures, List.of(effects));
    }
}
