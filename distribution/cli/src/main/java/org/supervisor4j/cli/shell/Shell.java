package org.supervisor4j.cli.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.supervisor4j.cli.action.InterruptedByUserException;
import org.supervisor4j.cli.action.Interpreter;
import org.supervisor4j.cli.action.Interruption;
import org.supervisor4j.cli.action.LineInput;
import org.supervisor4j.cli.action.Session;

/**
 * Runs one line after the other, beginning with {@code status}, until the input ends, an action ends the session or
 * Ctrl-C is typed. Ctrl-C while an action waits ends the shell too, but for actions that last until Ctrl-C.
 */
public final class Shell {

    private static final String FIRST_LINE = "status";
    private static final String END_OF_INPUT = "EOF";

    private final Session session;
    private final Interpreter interpreter;
    private final LineInput input;
    private final String prompt;

    /**
     * A shell.
     *
     * @param session what its actions share
     * @param interpreter runs the lines
     * @param input gives them
     * @param prompt what is shown before a line; an angle bracket and a blank follow it
     */
    public Shell(Session session, Interpreter interpreter, LineInput input, String prompt) {
        this.session = session;
        this.interpreter = interpreter;
        this.input = input;
        this.prompt = prompt + "> ";
    }

    /** Returns when the shell is left. */
    public void run() {
        Thread self = Thread.currentThread();
        try (Interruption _ = Interruption.doing(self::interrupt)) {
            execute(FIRST_LINE, self);
            while (!session.isEnded()) {
                String line = input.readLine(prompt);
                execute(line == null ? END_OF_INPUT : line, self);
            }
        } catch (InterruptedByUserException e) {
            session.print("");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what is typed", e);
        }
    }

    private void execute(String line, Thread self) {
        try (Interruption _ = Interruption.doing(self::interrupt)) { // who reads lines may have had other plans for it
            interpreter.execute(line);
        }
    }
}
