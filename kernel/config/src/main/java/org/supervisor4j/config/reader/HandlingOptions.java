package org.supervisor4j.config.reader;

import java.util.Locale;
import org.supervisor4j.config.LineFormat;
import org.supervisor4j.config.OutputHandling;
import org.supervisor4j.config.TroublePolicy;
import org.supervisor4j.config.expansion.Names;
import org.supervisor4j.config.expansion.PythonLiteral;
import org.supervisor4j.config.value.InvalidValueException;
import org.supervisor4j.config.value.Numbers;
import org.supervisor4j.config.value.ValueType;

/** Reads what an output channel has of options that supervisord does not know. */
final class HandlingOptions {

    private static final ValueType<TroublePolicy> TROUBLE = word(TroublePolicy.class, "block, drop or spill");
    private static final ValueType<LineFormat> FORMAT = word(LineFormat.class, "raw, prefixed or json");

    private HandlingOptions() {}

    /**
     * What is the same for all instances.
     *
     * @param channel {@code stdout} or {@code stderr}
     */
    static OutputHandling read(Reading reading, SectionOptions options, String channel, Names names) {
        OutputHandling defaults = OutputHandling.DEFAULT;
        return new OutputHandling(
                options.read(channel + "_logfile_trouble", TROUBLE, names, defaults.trouble()),
                options.read(channel + "_logfile_format", FORMAT, names, defaults.format()),
                options.find(channel + "_logfile_spill_directory", reading.paths().existingDirectory(), names)
                        .map(reading.paths()::absolute),
                options.read(
                        channel + "_logfile_spill_maxbytes", Numbers.BYTE_SIZE, names, defaults.spillMaxBytes()));
    }

    /** One of the names of an enumeration, in any case. */
    private static <E extends Enum<E>> ValueType<E> word(Class<E> type, String expected) {
        return ValueType.of(expected, text -> {
            for (E value : type.getEnumConstants()) {
                if (value.name().equals(text.toUpperCase(Locale.ROOT))) {
                    return value;
                }
            }
            throw new InvalidValueException("not one of " + expected + ": " + PythonLiteral.of(text));
        });
    }
}
