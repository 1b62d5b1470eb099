package org.supervisor4j.config.value;

import java.util.List;

/**
 * Splits a command into its words, as supervisord does when it starts a program: quotes and backslashes, no comments.
 */
public final class ShellWords {

    private ShellWords() {}

    /**
     * The words of a command; none if it is blank.
     *
     * @throws IllegalArgumentException if a quote or an escape is left open; the message is {@code No closing
     *     quotation} or {@code No escaped character}
     */
    public static List<String> split(String command) {
        try {
            return new ShellLexer(command, _ -> true, false).tokens();
        } catch (InvalidValueException wrongQuoting) {
            throw new IllegalArgumentException(wrongQuoting.getMessage(), wrongQuoting);
        }
    }
}
