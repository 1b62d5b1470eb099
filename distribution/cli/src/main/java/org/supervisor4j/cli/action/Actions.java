package org.supervisor4j.cli.action;

import java.util.ArrayList;
import java.util.List;

/**
 * The table of all actions: the built-in ones, and those of plugins. To build one in, write a class that implements
 * {@link Action} and name it here.
 */
public final class Actions {

    private final List<Action> actions = new ArrayList<>();

    private final MoreActions more;

    /** All built-in actions and no others. */
    public Actions() {
        this(List::of);
    }

    /**
     * All built-in actions, and others.
     *
     * @param more where the others are; asked only if there is no built-in action of a name
     */
    public Actions(MoreActions more) {
        this.more = more;
        actions.add(new AddAction());
        actions.add(new AvailAction());
        actions.add(new ClearAction());
        actions.add(new ExitAction("exit", "exit\tLeave supervisorctl."));
        actions.add(new ExitAction("quit", "quit\tLeave supervisorctl."));
        actions.add(new ExitAction("EOF", ""));
        actions.add(new FgAction());
        actions.add(new HelpAction(this));
        actions.add(new MaintailAction());
        actions.add(new OpenAction());
        actions.add(new PidAction());
        actions.add(new PluginsAction());
        actions.add(new ReloadAction());
        actions.add(new RemoveAction());
        actions.add(new RereadAction());
        actions.add(new RestartAction());
        actions.add(new ShutdownAction());
        actions.add(new SignalAction());
        actions.add(new StartAction());
        actions.add(new StatusAction());
        actions.add(new StopAction());
        actions.add(new TailAction());
        actions.add(new UpdateAction());
        actions.add(new VersionAction());
    }

    /** All built-in actions, in no order that means anything. */
    public List<Action> builtIn() {
        return List.copyOf(actions);
    }

    /** The others. */
    public List<ActionBlock> others() {
        return more.blocks();
    }

    /** The action of exactly this name, or null if there is none. */
    public Action find(String name) {
        for (Action action : actions) {
            if (action.name().equals(name)) {
                return action;
            }
        }
        return more.find(name);
    }
}
