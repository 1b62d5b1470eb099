package org.supervisor4j.cli.action;

import java.io.IOException;

/** {@code restart}: {@code stop} and then {@code start} with the same words. */
final class RestartAction implements Action {

    private final Action stop = new StopAction();
    private final Action start = new StartAction();

    @Override
    public String name() {
        return "restart";
    }

    @Override
    public String help() {
        return """
                restart <name>\t\tStop and start one process
                restart <gname>:*\tStop and start every process of a group
                restart <name> <name>\tStop several processes or groups, then start them
                restart all\t\tStop everything, then start everything
                Note: the configuration files are not read again; use reread and update for that.""";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        if (!session.check()) {
            return;
        }
        if (arguments.isEmpty()) {
            session.printUsage(this, "Error: restart requires a process name", ExitStatus.GENERIC);
            return;
        }
        stop.run(session, arguments);
        start.run(session, arguments);
    }
}
