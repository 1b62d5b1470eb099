package org.supervisor4j.plugin.xmlrpc;

import java.util.Locale;

/** Text from outside in a form that cannot forge or flood lines of the log. */
final class Literal {

    private static final int MAX_LENGTH = 1_000; // characters; supervisord has no limit

    private Literal() {}

    /** As supervisord shows a request: a quoted string literal, cut where it gets too long. */
    static String quoted(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        return quote + escaped(text, quote) + quote + (text.length() > MAX_LENGTH ? "..." : "");
    }

    /** The text without quotes; what would begin a new line is escaped. */
    static String inLine(String text) {
        return escaped(text, (char) 0) + (text.length() > MAX_LENGTH ? "..." : "");
    }

    private static String escaped(String text, char quote) {
        StringBuilder out = new StringBuilder();
        text.chars().limit(MAX_LENGTH).forEach(c -> {
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        out.append(String.format(Locale.ROOT, "\\x%02x", c));
                    } else if (quote != 0 && (c == quote || c == '\\')) {
                        out.append('\\').append((char) c);
                    } else {
                        out.append((char) c);
                    }
                }
            }
        });
        return out.toString();
    }
}
