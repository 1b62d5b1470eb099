package org.supervisor4j.cli.action;

import java.io.IOException;

/**
 * Where lines that somebody types come from: a terminal or a pipe.
 *
 * <p><b>Threading:</b> for the main thread only, which waits until there is a line.
 * <p><b>Ctrl-C:</b> where it does not end the program, it ends the waiting with {@link InterruptedByUserException};
 * a line that is half typed is dropped, one that comes later is the answer to the next question.
 */
public interface LineInput {

    /**
     * Asks for a line.
     *
     * @param prompt what to show before it; may be empty
     * @return the line without its end, or null at the end of the input
     * @throws InterruptedByUserException on Ctrl-C
     * @throws IOException if the input cannot be read
     */
    String readLine(String prompt) throws IOException;

    /**
     * Asks for something that is not shown while it is typed.
     *
     * @param prompt what to show before it
     * @return the line without its end, or null at the end of the input
     * @throws InterruptedByUserException on Ctrl-C
     * @throws IOException if the input cannot be read
     */
    String readPassword(String prompt) throws IOException;
}
