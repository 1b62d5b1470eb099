package org.supervisor4j.plugin.webui;

import java.util.Collection;
import java.util.Map;

/**
 * Writes values as JSON (RFC 8259) on one line: maps, collections, texts, numbers, booleans and null. Nothing is read
 * here.
 */
final class Json {

    private Json() {}

    /** @throws IllegalArgumentException if there is something in it that JSON does not know */
    static String of(Object value) {
        StringBuilder json = new StringBuilder(256);
        write(value, json);
        return json.toString();
    }

    private static void write(Object value, StringBuilder json) {
        switch (value) {
            case null -> json.append("null");
            case String text -> text(text, json);
            case Boolean flag -> json.append(flag.booleanValue());
            case Integer number -> json.append(number.intValue());
            case Long number -> json.append(number.longValue());
            case Map<?, ?> members -> object(members, json);
            case Collection<?> items -> array(items, json);
            default -> throw new IllegalArgumentException("in JSON: " + value + " of " + value.getClass());
        }
    }

    private static void object(Map<?, ?> members, StringBuilder json) {
        char separator = '{';
        for (Map.Entry<?, ?> member : members.entrySet()) {
            json.append(separator);
            text(String.valueOf(member.getKey()), json);
            json.append(':');
            write(member.getValue(), json);
            separator = ',';
        }
        json.append(members.isEmpty() ? "{}" : "}");
    }

    private static void array(Collection<?> items, StringBuilder json) {
        char separator = '[';
        for (Object item : items) {
            json.append(separator);
            write(item, json);
            separator = ',';
        }
        json.append(items.isEmpty() ? "[]" : "]");
    }

    private static void text(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> json.append('\\').append(c);
                case '\n' -> json.append("\\n");
                // Control characters must be escaped; lone surrogates could not be sent as UTF-8 otherwise.
                default -> {
                    if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
