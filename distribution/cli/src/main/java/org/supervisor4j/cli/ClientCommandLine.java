package org.supervisor4j.cli;

import java.util.List;
import java.util.Optional;
import org.supervisor4j.config.commandline.CommandLine;
import org.supervisor4j.config.commandline.CommandLine.Occurrence;
import org.supervisor4j.config.commandline.CommandLine.Option;
import org.supervisor4j.config.commandline.CommandLine.Parsed;
import org.supervisor4j.config.commandline.UsageException;
import org.supervisor4j.config.expansion.PythonLiteral;

/**
 * The command line of supervisorctl. What was not given is null.
 *
 * @param help whether only the help is wanted; then nothing else counts
 * @param interactive whether {@code -i} was given
 * @param configuration the configuration file
 * @param serverUrl where the daemon listens
 * @param username the user to authenticate as
 * @param password the user's password
 * @param historyFile where the shell keeps what was typed
 * @param words the action and its arguments
 */
record ClientCommandLine(boolean help, boolean interactive, String configuration, String serverUrl, String username,
        String password, String historyFile, List<String> words) {

    private static final Option CONFIGURATION = new Option("c", "configuration", Optional.of("FILENAME"),
            "the configuration file (default: looked for in the usual places)");
    private static final Option HELP = new Option("h?", "help", Optional.empty(), "print this text and exit");
    private static final Option INTERACTIVE = new Option("i", "interactive", Optional.empty(),
            "ask before what is hard to undo, and for a password");
    private static final Option SERVER_URL = new Option("s", "serverurl", Optional.of("URL"),
            "where supervisord listens, as http://host:port or unix:///path (default: " + Settings.DEFAULT_URL + ")");
    private static final Option USERNAME = new Option("u", "username", Optional.of("USERNAME"),
            "the user to authenticate as");
    private static final Option PASSWORD = new Option("p", "password", Optional.of("PASSWORD"),
            "the password to authenticate with");
    private static final Option HISTORY_FILE = new Option("r", "history_file", Optional.of("FILENAME"),
            "where the interactive shell keeps what was typed");

    private static final List<Option> OPTIONS =
            List.of(CONFIGURATION, HELP, INTERACTIVE, SERVER_URL, USERNAME, PASSWORD, HISTORY_FILE);

    /**
     * Reads a command line.
     *
     * @throws UsageException if it is wrong; the message is the reference's
     */
    static ClientCommandLine parse(List<String> args) throws UsageException {
        Parsed parsed = CommandLine.parse(OPTIONS, args);
        for (Occurrence occurrence : parsed.occurrences()) { // options act from left to right
            if (occurrence.option() == HELP) {
                return new ClientCommandLine(true, false, null, null, null, null, null, List.of());
            }
            if (occurrence.option() == SERVER_URL && !isUrl(occurrence.value())) {
                String quoted = PythonLiteral.of(occurrence.value());
                throw occurrence.invalid(quoted, "value " + quoted + " is not a URL");
            }
        }
        return new ClientCommandLine(false, value(INTERACTIVE, parsed) != null, value(CONFIGURATION, parsed),
                value(SERVER_URL, parsed), value(USERNAME, parsed), value(PASSWORD, parsed),
                value(HISTORY_FILE, parsed), parsed.words());
    }

    private static String value(Option option, Parsed parsed) {
        for (Occurrence occurrence : parsed.occurrences()) {
            if (occurrence.option() == option) {
                return occurrence.value();
            }
        }
        return null;
    }

    /** A scheme, a colon, and something behind it that is not only a query. Any scheme will do here. */
    private static boolean isUrl(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < colon; i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && "+-.".indexOf(c) < 0) {
                return false;
            }
        }
        String rest = text.substring(text.startsWith("//", colon + 1) ? colon + 3 : colon + 1);
        return !rest.isEmpty() && rest.charAt(0) != '?' && rest.charAt(0) != '#';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    /** The text of {@code -h}. */
    static String usage(String program) {
        return CommandLine.usage("supervisorctl -- control the programs that supervisord runs.",
                        program + " [options] [action [arguments]]", OPTIONS)
                + "\nWithout an action, a shell is started. The action 'help' lists the actions, 'help <action>' explains"
                + " one.\n";
    }
}
