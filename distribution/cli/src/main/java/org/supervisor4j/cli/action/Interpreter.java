package org.supervisor4j.cli.action;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
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
     * status; nothing is thrown. An empty line does nothing. An interrupt of the thread ends the action and the session.
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
        session.setMessagesApart(action.speaksJson() && parsed.arguments().wantJson());
        try (session) {
            while (!run(action, parsed.arguments())) {
                continue; // now as somebody else
            }
        } catch (InterruptedByUserException | ClosedByInterruptException e) {
            Thread.interrupted(); // Ctrl-C has ended what it was meant to end
            session.print("");
            session.end();
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            // the catch-all of the reference: one line, and on; whatever took the memory or the stack is gone by now
            session.print(ErrorLine.of(e));
            session.fail(ExitStatus.GENERIC);
        }
    }

    /** Returns false if the action was refused and is worth trying again. */
    private boolean run(Action action, Arguments arguments) throws IOException {
        try {
            action.run(session, arguments);
            return true;
        } catch (HttpStatusException e) {
            if (e.status() != HttpStatusException.UNAUTHORIZED) {
                throw e;
            }
            return !session.askWhoWeAre();
        }
    }
}
