package org.supervisor4j.cli.shell;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.supervisor4j.cli.action.LineInput;

/** What the shell's lines come from: a terminal with editing, history and completion, or the input as it is. */
public interface ShellInput extends LineInput, AutoCloseable {

    /** From now on, the tab key asks this for how to go on. */
    void complete(Completion completion);

    /** Keeps the history, and leaves the terminal as it was. */
    @Override
    void close();

    /**
     * Finds out what there is.
     *
     * @param in standard input
     * @param out takes the prompts if there is no terminal
     * @param err takes warnings
     * @param historyFile where lines are kept, or null for nowhere
     * @param terminalType what the variable {@code TERM} says, or null
     */
    static ShellInput open(InputStream in, PrintStream out, PrintStream err, String historyFile, String terminalType) {
        PlainInput plain = new PlainInput(in, out, err);
        boolean canMoveItsCursor = terminalType != null && !terminalType.isEmpty() && !terminalType.equals("dumb");
        Console console = in == System.in && canMoveItsCursor ? System.console() : null;
        if (console == null || !console.isTerminal()) {
            return plain;
        }
        try {
            return TerminalInput.open(historyFile == null ? null : Path.of(historyFile));
        } catch (IOException e) { // a terminal that cannot be set to anything still gives lines
            return plain;
        }
    }
}
