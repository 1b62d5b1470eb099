package org.supervisor4j.cli.action;

import java.io.IOException;
import org.supervisor4j.cli.rpc.HttpStatusException;

/** Runs lines that ask for actions. */
public final class Interpreter {

    private final Session session;
    private final Actions actions;

    /** An interpreter whose actions work with the given session. */
    public Interpreter(Session session, Actions actions) {
        this.session = session;
        this.actions = actions;
    }

    /**
     * Runs one line and closes the connection to the daemon. Whatever fails becomes a line of output and an exit
     * status; nothing is thrown. An empty line does nothing.
     */
    public void execute(String line) {
        ActionLine parsed = ActionLine.parse(line);
        if (parsed.text().isEmpty()) {
            return;
        }
        Action action = actions.find(parsed.name());
        if (action == null) {
            session.print("*** Unknown syntax: " + parsed.text());
            session.fail(ExitStatus.GENERIC);
            return;
        }
        try (session) {
            action.run(session, parsed.arguments());
        } catch (HttpStatusException e) {
            session.print(e.status() == HttpStatusException.UNAUTHORIZED
                    ? "Server requires authentication"
                    : ErrorLine.of(e));
            session.fail(ExitStatus.GENERIC);
        } catch (IOException | RuntimeException e) { // the catch-all of the reference: one line, and on
            session.print(ErrorLine.of(e));
            session.fail(ExitStatus.GENERIC);
        }
    }
}
