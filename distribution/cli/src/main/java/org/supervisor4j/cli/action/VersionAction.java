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
        if (!arguments.withoutJson().isEmpty()) {
            session.printUsage(this, "Error: version accepts no arguments", ExitStatus.GENERIC);
        } else if (session.check()) {
            String version = session.supervisor().supervisorVersion();
            if (arguments.wantJson()) {
                session.printJson(JsonView.version(version));
            } else {
                session.print(version);
            }
        }
    }

    @Override
    public boolean speaksJson() {
        return true;
    }
}
