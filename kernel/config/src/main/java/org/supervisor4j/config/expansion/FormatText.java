package org.supervisor4j.config.expansion;

/** A format text that is read code point by code point. */
final class FormatText {

    private final int[] text;
    private int at;

    FormatText(String text) {
        this.text = text.codePoints().toArray();
    }

    boolean isAtEnd() {
        return at == text.length;
    }

    int peek() {
        return text[at];
    }

    int next() {
        return text[at++];
    }

    /** The next character of a conversion, which must not end here. */
    int require() throws MalformedException {
        if (isAtEnd()) {
            throw new MalformedException("incomplete format");
        }
        return next();
    }

    /** Where the character stands that was read last. */
    int lastIndex() {
        return at - 1;
    }

    /** The text up to the parenthesis that closes an open one. */
    String name() throws MalformedException {
        int start = at;
        int open = 1;
        while (open > 0) {
            if (isAtEnd()) {
                throw new MalformedException("incomplete format key");
            }
            int c = next();
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        return new String(text, start, at - 1 - start);
    }
}
