package org.supervisor4j.config.value;

/**
 * A kind of value, e.g. a byte size: what texts it accepts and what they mean.
 *
 * @param <T> what the text becomes
 */
public interface ValueType<T> {

    /** Reads an expanded text. */
    T parse(String text) throws InvalidValueException;

    /** What would be right, as a phrase for people: {@code "a number of bytes, with KB, MB or GB if wanted"}. */
    String expected();

    /** Makes a kind from its two parts. */
    static <T> ValueType<T> of(String expected, Reader<T> reader) {
        return new ValueType<>() {
            @Override
            public T parse(String text) throws InvalidValueException {
                return reader.read(text);
            }

            @Override
            public String expected() {
                return expected;
            }
        };
    }

    /**
     * Reads the text of a value.
     *
     * @param <T> what the text becomes
     */
    @FunctionalInterface
    interface Reader<T> {
        T read(String text) throws InvalidValueException;
    }
}
