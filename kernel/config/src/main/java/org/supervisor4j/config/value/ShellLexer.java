package org.supervisor4j.config.value;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Takes a text apart by the quoting rules of POSIX shells; used once.
 *
 * <p>Single quotes protect everything; double quotes protect everything but the backslash, which escapes a double
 * quote or itself there; elsewhere a backslash protects any character. Adjacent parts join into one token, and quotes
 * around nothing make an empty one.
 */
final class ShellLexer {

    static final String NO_CLOSING_QUOTATION = "No closing quotation";
    static final String NO_ESCAPED_CHARACTER = "No escaped character";

    private final int[] text;
    private final IntPredicate wordCharacter;
    private final boolean comments;
    private final Deque<String> pushedBack = new ArrayDeque<>();
    private int at;

    /**
     * A lexer for a text.
     *
     * @param wordCharacter what may stand in a word without quotes; any other character is a token of its own
     * @param comments whether a number sign discards the rest of its line
     */
    ShellLexer(String text, IntPredicate wordCharacter, boolean comments) {
        this.text = text.codePoints().toArray();
        this.wordCharacter = wordCharacter;
        this.comments = comments;
    }

    /** All tokens; the exception's message is one of the two texts above. */
    List<String> tokens() throws InvalidValueException {
        List<String> tokens = new ArrayList<>();
        for (Optional<String> token = next(); token.isPresent(); token = next()) {
            tokens.add(token.get());
        }
        return tokens;
    }

    private Optional<String> next() throws InvalidValueException {
        if (!pushedBack.isEmpty()) {
            return Optional.of(pushedBack.pop());
        }
        skipBlanksAndComments();
        if (at == text.length) {
            return Optional.empty();
        }
        int first = text[at];
        if (first != '\\' && !isQuote(first) && !wordCharacter.test(first)) {
            at++;
            return Optional.of(Character.toString(first));
        }
        return Optional.of(word());
    }

    private void skipBlanksAndComments() {
        while (at < text.length && (isBlank(text[at]) || isComment(text[at]))) {
            if (isComment(text[at])) {
                skipLine();
            } else {
                at++;
            }
        }
    }

    private String word() throws InvalidValueException {
        StringBuilder word = new StringBuilder();
        while (at < text.length) {
            int c = text[at++];
            if (c == '\\') {
                word.appendCodePoint(escaped());
            } else if (isQuote(c)) {
                quoted(c, word);
            } else if (isBlank(c)) {
                break;
            } else if (isComment(c)) {
                skipLine();
                break;
            } else if (wordCharacter.test(c)) {
                word.appendCodePoint(c);
            } else {
                pushedBack.push(Character.toString(c));
                break;
            }
        }
        return word.toString();
    }

    private void quoted(int quote, StringBuilder word) throws InvalidValueException {
        while (true) {
            if (at == text.length) {
                throw new InvalidValueException(NO_CLOSING_QUOTATION);
            }
            int c = text[at++];
            if (c == quote) {
                return;
            }
            if (c == '\\' && quote == '"') {
                int next = escaped();
                if (next != '"' && next != '\\') {
                    word.append('\\');
                }
                word.appendCodePoint(next);
            } else {
                word.appendCodePoint(c);
            }
        }
    }

    private int escaped() throws InvalidValueException {
        if (at == text.length) {
            throw new InvalidValueException(NO_ESCAPED_CHARACTER);
        }
        return text[at++];
    }

    private void skipLine() {
        while (at < text.length && text[at] != '\n') {
            at++;
        }
    }

    private boolean isComment(int c) {
        return comments && c == '#';
    }

    private static boolean isQuote(int c) {
        return c == '"' || c == '\'';
    }

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }
}
