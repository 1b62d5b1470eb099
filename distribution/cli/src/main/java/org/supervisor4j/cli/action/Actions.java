package org.supervisor4j.cli.action;

import java.util.ArrayList;
import java.util.List;

/** The table of all actions. To add one, write a class that implements {@link Action} and name it here. */
public final class Actions {

    private final List<Action> actions = new ArrayList<>();

    /** All built-in actions. */
    public Actions() {
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

    /** All actions, in no order that means anything. */
    public List<Action> all() {
        return List.copyOf(actions);
    }

    /** The action of exactly this name, or null if there is none. */
    public Action find(String name) {
        for (Action action : actions) {
            if (action.name().equals(name)) {
                return action;
            }
        }
        return null;
    }
}
