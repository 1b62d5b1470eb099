package org.supervisor4j.cli.action;

import java.util.List;

/**
 * Actions that {@code help} shows together.
 *
 * @param name whose they are
 * @param actions at least one
 */
public record ActionBlock(String name, List<Action> actions) {

    /** A block of some actions. */
    public ActionBlock {
        actions = List.copyOf(actions);
    }
}
