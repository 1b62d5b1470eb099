package org.supervisor4j.cli.action;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands behind the name of an action. There is no quoting.
 *
 * @param text all of it, without outer blanks
 */
public record Arguments(String text) {

    private static final String JSON = "--json";

    /** Whether there is nothing. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** The words between white space. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean blank = i == text.length() || isBlank(text.charAt(i));
            if (blank && start >= 0) {
                words.add(text.substring(start, i));
                start = -1;
            } else if (!blank && start < 0) {
                start = i;
            }
        }
        return words;
    }

    /** Whether an answer for programs is wanted. */
    boolean wantJson() {
        return words().contains(JSON);
    }

    /** The same without the wish for an answer for programs. */
    Arguments withoutJson() {
        List<String> words = words();
        words.removeIf(JSON::equals);
        return new Arguments(String.join(" ", words));
    }

    /** A text without outer white space. */
    static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** White space as the reference sees it, which includes what Java calls a non-breaking space. */
    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }
}
