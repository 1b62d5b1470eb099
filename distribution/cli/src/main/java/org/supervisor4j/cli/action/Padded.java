package org.supervisor4j.cli.action;

/** Columns of text. */
final class Padded {

    private Padded() {
    }

    /** A text with blanks behind it up to a width, in characters; a longer one stays as it is. */
    static String to(int width, String text) {
        int missing = width - length(text);
        return missing <= 0 ? text : text + " ".repeat(missing);
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
