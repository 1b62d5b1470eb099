package org.supervisor4j.cli.action;

/**
 * A line that asks for an action.
 *
 * @param text the whole line without outer white space, a leading {@code ?} written out as {@code help}
 * @param name the longest prefix of letters, digits and underscores; empty if it begins otherwise
 * @param arguments the rest
 */
record ActionLine(String text, String name, Arguments arguments) {

    static ActionLine parse(String line) {
        String text = Arguments.strip(line);
        if (text.startsWith("?")) {
            text = "help " + text.substring(1);
        }
        int end = 0;
        while (end < text.length() && isNameCharacter(text.charAt(end))) {
            end++;
        }
        return new ActionLine(text, text.substring(0, end), new Arguments(Arguments.strip(text.substring(end))));
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }
}
