package org.supervisor4j.plugin.xmlrpc;

import java.util.List;
import java.util.Map;

/** Checks what a method answered before anything of it is written, and says about how much it is. */
final class AnswerSize {

    private static final int MAX_DEPTH = 64;
    private static final int TAGS = 60; // characters around a value

    private AnswerSize() {}

    /**
     * Roughly the size of a value on the wire, in characters.
     *
     * @throws IllegalArgumentException if XML-RPC cannot express it; the message says what and why
     */
    static long of(Object value) {
        return of(value, 0);
    }

    private static long of(Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("more than " + MAX_DEPTH + " lists and maps inside each other");
        }
        return TAGS + switch (value) {
            case String text -> text.length();
            case Integer _, Short _, Byte _, Boolean _ -> 0;
            case Long number -> {
                if (number != number.intValue()) {
                    throw new IllegalArgumentException(number + " (expected: an integer of 32 bits)");
                }
                yield 0;
            }
            case Double number -> finite(number);
            case Float number -> finite(number);
            case byte[] bytes -> bytes.length / 3L * 4;
            case List<?> list -> {
                long size = 0;
                for (Object element : list) {
                    size += of(element, depth + 1);
                }
                yield size;
            }
            case Map<?, ?> map -> {
                long size = 0;
                for (Map.Entry<?, ?> member : map.entrySet()) {
                    if (!(member.getKey() instanceof String name)) {
                        throw new IllegalArgumentException("the member name " + member.getKey()
                                + " (expected: a String)");
                    }
                    size += TAGS + name.length() + of(member.getValue(), depth + 1);
                }
                yield size;
            }
            case null -> throw new IllegalArgumentException("null, which XML-RPC does not know");
            default -> throw new IllegalArgumentException("a " + value.getClass().getName()
                    + " (expected: String, int, boolean, double, byte[], List or Map)");
        };
    }

    private static long finite(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(number + " (expected: a finite number)");
        }
        return 0;
    }
}
