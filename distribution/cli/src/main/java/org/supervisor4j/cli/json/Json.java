package org.supervisor4j.cli.json;

import java.util.Collection;
import java.util.Map;

/**
 * Writes values as JSON (RFC 8259): maps, collections, texts, numbers, booleans and null. Nothing here is ever read, and what
 * is written is ASCII, so one screen of code stands for a library.
 */
public final class Json {

    private Json() {
    }

    /**
     * A value on one line.
     *
     * @throws IllegalArgumentException if there is something in it that JSON does not know
     */
    public static String of(Object value) {
        StringBuilder json = new StringBuilder();
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
            default -> throw new IllegalArgumentException("in JSON: " + value + " of " + value.getClass()
                    + " (expected: a map, a collection, a String, an Integer, a Long, a Boolean or null)");
        }
    }

    private static void object(Map<?, ?> members, StringBuilder json) {
        String separator = "{";
        for (Map.Entry<?, ?> member : members.entrySet()) {
            json.append(separator);
            text(String.valueOf(member.getKey()), json);
            json.append(": ");
            write(member.getValue(), json);
            separator = ", ";
        }
        json.append(members.isEmpty() ? "{}" : "}");
    }

    private static void array(Collection<?> items, StringBuilder json) {
        String separator = "[";
        for (Object item : items) {
            json.append(separator);
            write(item, json);
            separator = ", ";
        }
        json.append(items.isEmpty() ? "[]" : "]");
    }

    private static void text(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c >= ' ' && c < 0x7F) {
                        json.append(c);
                    } else {
                        unicode(c, json);
                    }
                }
            }
        }
        json.append('"');
    }

    private static void unicode(char c, StringBuilder json) {
        json.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            json.append(Character.forDigit(c >> shift & 0xF, 16));
        }
    }
}
