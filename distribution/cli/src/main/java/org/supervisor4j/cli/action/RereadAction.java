package org.supervisor4j.cli.action;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.supervisor4j.cli.rpc.ConfigurationChanges;
import org.supervisor4j.cli.rpc.FaultCode;
import org.supervisor4j.cli.rpc.FaultException;

/** {@code reread}: lets the daemon read its files and shows what {@code update} would do. */
final class RereadAction implements Action {

    @Override
    public String name() {
        return "reread";
    }

    @Override
    public String help() {
        return "reread \t\t\tRead the configuration files again and show the difference; no process is touched";
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        if (!arguments.withoutJson().isEmpty()) {
            session.printUsage(this, "Error: reread accepts no arguments", ExitStatus.GENERIC);
            return;
        }
        try {
            ConfigurationChanges changes = session.supervisor().reloadConfig();
            if (arguments.wantJson()) {
                session.printJson(JsonView.reread(changes));
            } else {
                print(changes, session);
            }
        } catch (FaultException e) {
            switch (e.code()) {
                case FaultCode.SHUTDOWN_STATE -> session.print("ERROR: supervisor shutting down");
                case FaultCode.CANT_REREAD -> session.print("ERROR: " + e.getMessage());
                default -> throw e;
            }
            session.fail(ExitStatus.GENERIC);
        }
    }

    @Override
    public boolean speaksJson() {
        return true;
    }

    private static void print(ConfigurationChanges changes, Session session) {
        Map<String, String> words = new TreeMap<>();
        for (String group : changes.added()) {
            words.put(group, "available");
        }
        for (String group : changes.changed()) {
            words.put(group, "changed");
        }
        for (String group : changes.removed()) {
            words.put(group, "disappeared");
        }
        for (Map.Entry<String, String> entry : words.entrySet()) {
            session.print(entry.getKey() + ": " + entry.getValue());
        }
        if (words.isEmpty()) {
            session.print("No config updates to processes");
        }
    }
}
