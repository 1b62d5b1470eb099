package org.supervisor4j.cli.action;

import java.io.IOException;

/** {@code version}: the daemon's version. */
final class VersionAction implements Action {

    @Override
    public String name() {
        return "version";
    }

    @Override
    public String help() {
        return "version\t\t\tShow the version of supervisord";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        if (!arguments.isEmpty()) {
            session.printUsage(this, "Error: version accepts no arguments", ExitStatus.GENERIC);
        } else if (session.check()) {
            session.print(session.supervisor().supervisorVersion());
        }
    }
}
