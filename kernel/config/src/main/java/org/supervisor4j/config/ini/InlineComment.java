package org.supervisor4j.config.ini;

/** Finds where a comment begins in a line that may hold something before it. */
final class InlineComment {

    private InlineComment() {}

    /**
     * The index of the comment's first character, or -1.
     *
     * <p>A semicolon or number sign starts a comment in the first column or after a blank. supervisord looks at the
     * first of each, then at the second of each and so on, and stops at the first round that has a valid start; so an
     * earlier valid start can be passed over: {@code a;b ;c #d} ends before {@code #d}.
     */
    static int start(String line) {
        int semicolon = line.indexOf(';');
        int number = line.indexOf('#');
        while (semicolon >= 0 || number >= 0) {
            boolean atSemicolon = isStart(line, semicolon);
            boolean atNumber = isStart(line, number);
            if (atSemicolon && atNumber) {
                return Math.min(semicolon, number);
            }
            if (atSemicolon || atNumber) {
                return atSemicolon ? semicolon : number;
            }
            semicolon = semicolon < 0 ? -1 : line.indexOf(';', semicolon + 1);
            number = number < 0 ? -1 : line.indexOf('#', number + 1);
        }
        return -1;
    }

    private static boolean isStart(String line, int index) {
        return index == 0 || index > 0 && Blank.is(line.charAt(index - 1));
    }
}
