package org.supervisor4j.cli.rpc;

import java.util.List;
import java.util.Map;

/** Looks into an answer for values of the types that the interface promises. */
final class Members {

    private final Map<?, ?> struct;

    private Members(Map<?, ?> struct) {
        this.struct = struct;
    }

    static Members of(Object value) throws MalformedReplyException {
        if (value instanceof Map<?, ?> struct) {
            return new Members(struct);
        }
        throw wrong(value, "a struct");
    }

    static Map<?, ?> struct(Object value) throws MalformedReplyException {
        return of(value).struct;
    }

    static List<?> list(Object value) throws MalformedReplyException {
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(value, "an array");
    }

    static String text(Object value) throws MalformedReplyException {
        if (value instanceof String text) {
            return text;
        }
        throw wrong(value, "a string");
    }

    static int number(Object value) throws MalformedReplyException {
        if (value instanceof Integer number) {
            return number;
        }
        throw wrong(value, "an int");
    }

    String text(String name) throws MalformedReplyException {
        return text(struct.get(name));
    }

    int number(String name) throws MalformedReplyException {
        return number(struct.get(name));
    }

    boolean flag(String name) throws MalformedReplyException {
        Object value = struct.get(name);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(value, "a boolean for " + name);
    }

    private static MalformedReplyException wrong(Object value, String expected) {
        return new MalformedReplyException("the answer contains " + value + " (expected: " + expected + ")");
    }
}
