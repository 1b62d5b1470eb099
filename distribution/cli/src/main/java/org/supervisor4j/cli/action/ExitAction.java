package org.supervisor4j.cli.action;

/**
 * {@code exit}, {@code quit} and the word {@code EOF}: an empty line, and the shell ends.
 *
 * @param name the action's name
 * @param help its help, empty if it is not listed
 */
record ExitAction(String name, String help) implements Action {

    @Override
    public void run(Session session, Arguments arguments) {
        session.print("");
        session.end();
    }
}
