package org.supervisor4j.cli.action;

import java.util.List;

/** Where actions are that are not built in. It is asked only if there is need. */
public interface MoreActions {

    /** All of them, in the order in which they are looked for. */
    List<ActionBlock> blocks();

    /** The first action of exactly this name, or null. */
    default Action find(String name) {
        for (ActionBlock block : blocks()) {
            for (Action action : block.actions()) {
                if (action.name().equals(name)) {
                    return action;
                }
            }
        }
        return null;
    }
}
