package org.supervisor4j.plugin.fastcgi;

/** A text in the quotes in which supervisord's messages show it, because scripts look for these messages. */
final class PythonLiteral {

    private PythonLiteral() {}

    /** In single quotes, or in double quotes if that saves an escape; control characters are escaped. */
    static String of(String text) {
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        StringBuilder literal = new StringBuilder(text.length() + 2).append(quote);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (c == quote) {
                        literal.append('\\').append(quote);
                    } else if (Character.isISOControl(c)) {
                        literal.append("\\x%02x".formatted(c));
                    } else {
                        literal.appendCodePoint(c);
                    }
                }
            }
        });
        return literal.append(quote).toString();
    }
}
