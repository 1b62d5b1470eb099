package org.supervisor4j.plugin.xmlrpc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.supervisor4j.api.rpc.RpcFault;

/**
 * The types that a parameter of an RPC method may have, and how lenient each is towards what callers send.
 *
 * <p>The leniency is supervisord's: integers from truth values, fractions and digits, truth from anything, text from
 * base64. What supervisord answers with status 500 is {@code INCORRECT_PARAMETERS} here.
 */
enum ParameterType {
    STRING("string", String.class) {
        @Override
        Object convert(Object value) {
            return switch (value) {
                case String text -> text;
                case byte[] bytes -> text(bytes);
                case null, default -> throw Faults.incorrectParameters();
            };
        }
    },
    INT("int", int.class, Integer.class) {
        @Override
        Object convert(Object value) {
            return switch (value) {
                case Integer number -> number;
                case Boolean flag -> flag ? 1 : 0;
                case Double number when Double.isFinite(number) -> (int) (double) number; // or the nearest there is
                case String text when DIGITS.matcher(text.strip()).matches() -> integer(text.strip());
                case byte[] bytes -> convert(text(bytes));
                case null, default -> throw Faults.incorrectParameters();
            };
        }
    },
    BOOLEAN("boolean", boolean.class, Boolean.class) {
        @Override
        Object convert(Object value) {
            return switch (value) {
                case Boolean flag -> flag;
                case Integer number -> number != 0;
                case Double number -> number != 0;
                case String text -> !text.isEmpty();
                case byte[] bytes -> bytes.length > 0;
                case List<?> list -> !list.isEmpty();
                case Map<?, ?> map -> !map.isEmpty();
                case null -> false;
                default -> throw Faults.incorrectParameters();
            };
        }
    },
    DOUBLE("double", double.class, Double.class) {
        @Override
        Object convert(Object value) {
            return switch (value) {
                case Double number -> number;
                case Integer number -> number.doubleValue();
                case Boolean flag -> flag ? 1.0 : 0.0;
                case String text -> decimal(text.strip());
                case byte[] bytes -> convert(text(bytes));
                case null, default -> throw Faults.incorrectParameters();
            };
        }
    },
    BYTES("base64", byte[].class) {
        @Override
        Object convert(Object value) {
            return switch (value) {
                case byte[] bytes -> bytes;
                case String text -> text.getBytes(StandardCharsets.UTF_8);
                case null, default -> throw Faults.incorrectParameters();
            };
        }
    },
    LIST("array", List.class) {
        @Override
        Object convert(Object value) {
            return value instanceof List<?> list ? list : refuse();
        }
    },
    MAP("struct", Map.class) {
        @Override
        Object convert(Object value) {
            return value instanceof Map<?, ?> map ? map : refuse();
        }
    },
    /** Whatever the caller sends, null as well; signatures show a string, because everything has a form as text. */
    ANY("string", Object.class) {
        @Override
        Object convert(Object value) {
            return value instanceof byte[] bytes ? text(bytes) : value;
        }
    };

    private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]{1,20}");
    private static final BigInteger MOST = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final BigInteger LEAST = BigInteger.valueOf(Integer.MIN_VALUE);
    private static final int MAX_DECIMAL = 400; // characters; no double needs more

    private final String xmlName;
    private final List<Class<?>> classes;

    ParameterType(String xmlName, Class<?>... classes) {
        this.xmlName = xmlName;
        this.classes = List.of(classes);
    }

    /** The name of this type in signatures. */
    String xmlName() {
        return xmlName;
    }

    static Optional<ParameterType> of(Class<?> type) {
        return Arrays.stream(values()).filter(known -> known.classes.contains(type)).findFirst();
    }

    /**
     * What the method gets for what the caller sent.
     *
     * @throws RpcFault INCORRECT_PARAMETERS if there is no such thing
     */
    abstract Object convert(Object value);

    private static Object refuse() {
        throw Faults.incorrectParameters();
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw Faults.incorrectParameters();
        }
    }

    /** The nearest of 32 bits: an offset beyond them is beyond the end of every log that can be asked for. */
    private static int integer(String digits) {
        return new BigInteger(digits).min(MOST).max(LEAST).intValue();
    }

    private static double decimal(String text) {
        try {
            if (text.length() <= MAX_DECIMAL) {
                return new BigDecimal(text).doubleValue();
            }
        } catch (NumberFormatException _) {
            // Refused below, as a text that is too long.
        }
        throw Faults.incorrectParameters();
    }
}
