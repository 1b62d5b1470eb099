package org.supervisor4j.config.ini;

/** What counts as a blank character in configuration files and values: all of Unicode's spaces, as for supervisord. */
public final class Blank {

    private Blank() {}

    /** Whether the character is a blank one; there are none beyond the basic plane. */
    public static boolean is(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }

    /** The text without blanks at both ends. */
    public static String strip(String text) {
        int start = 0;
        while (start < text.length() && is(text.charAt(start))) {
            start++;
        }
        return stripEnd(text.substring(start));
    }

    /** The text without blanks at its end. */
    public static String stripEnd(String text) {
        int end = text.length();
        while (end > 0 && is(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}
