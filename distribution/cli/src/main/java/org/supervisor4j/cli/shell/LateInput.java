package org.supervisor4j.cli.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import org.supervisor4j.cli.action.LineInput;

/** Standard input for actions that hardly ever ask for a line: nothing of it is loaded before they do. */
public final class LateInput implements LineInput {

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private LineInput input;

    /**
     * An input that is made when it is needed.
     *
     * @param in standard input
     * @param out takes the prompts
     * @param err takes warnings
     */
    public LateInput(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    private LineInput input() {
        if (input == null) {
            input = new PlainInput(in, out, err);
        }
        return input;
    }

    @Override
    public String readLine(String prompt) throws IOException {
        return input().readLine(prompt);
    }

    @Override
    public String readPassword(String prompt) throws IOException {
        return input().readPassword(prompt);
    }
}
