package org.supervisor4j.cli.plugin;

import java.io.IOException;
import java.util.List;
import org.supervisor4j.api.ctl.CtlCommand;
import org.supervisor4j.cli.action.Action;
import org.supervisor4j.cli.action.Arguments;
import org.supervisor4j.cli.action.Session;

/** An action of somebody else, so that the interpreter need not know. */
final class PluginAction implements Action {

    private final CtlCommand command;

    PluginAction(CtlCommand command) {
        this.command = command;
    }

    @Override
    public String name() {
        return command.name();
    }

    @Override
    public String help() {
        return command.help();
    }

    @Override
    public List<String> candidates(Session session, String word) throws IOException {
        try {
            return command.candidates(new SessionContext(session), word);
        } catch (Error e) {
            throw failure(e);
        }
    }

    @Override
    public void run(Session session, Arguments arguments) throws IOException {
        try {
            command.run(new SessionContext(session), arguments.words());
        } catch (Error e) {
            throw failure(e);
        }
    }

    /**
     * Errors are not for the catch-all, but a class that a plugin lacks, calls that never end and the like are the
     * plugin's failure, not ours. Memory and the JVM itself are everybody's: those are thrown here.
     */
    private static IllegalStateException failure(Error error) {
        return switch (error) {
            case StackOverflowError _ -> new IllegalStateException("the plugin has failed: " + error, error);
            case VirtualMachineError e -> throw e;
            case LinkageError _ -> new IllegalStateException("the plugin cannot be used: " + error, error);
            default -> new IllegalStateException("the plugin has failed: " + error, error);
        };
    }
}
