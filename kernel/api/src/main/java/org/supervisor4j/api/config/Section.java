package org.supervisor4j.api.config;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One section of the configuration file, read by the plugin that it belongs to.
 *
 * <p>Every reader returns empty where the option is absent. Where its text cannot be read as asked for, a reader reports
 * a {@linkplain Problems problem} that names file, line, section and option, and returns empty too; so a plugin simply
 * reads all its options and every error of the file is shown in one run. The text of such a problem has the option and its value,
 * {@code Invalid port value http}; in sections that supervisord knows it is supervisord's.
 *
 * <p>Values are expanded: {@code %(ENV_X)s} always, {@code %(here)s} where a method says so.
 */
@ProviderType
public interface Section {

    /** The text between the brackets, e.g. {@code rpcinterface:supervisor}. */
    String name();

    /** What follows the first colon of {@link #name()}, trimmed; empty if there is none. */
    String suffix();

    /** The options that stand in the section itself, names in lower case, in file order; those of {@code [DEFAULT]} are none of them. */
    Set<String> keys();

    /**
     * Whether the option is there, in the section or in {@code [DEFAULT]}, be its text right or wrong. Where a reader answers empty for an
     * option that is there, what is wrong with it has been reported.
     */
    default boolean has(String key) {
        return keys().contains(key);
    }

    /** The expanded text. */
    Optional<String> text(String key);

    /** The expanded text; {@code %(here)s} is the directory of the configuration file. */
    Optional<String> textWithHere(String key);

    /** Decimal digits with an optional sign. */
    OptionalInt integer(String key);

    /** The same within bounds, both included; a number beyond them is reported and counts as absent. */
    default OptionalInt integer(String key, int least, int most, Problems problems) {
        OptionalInt number = integer(key);
        if (number.isPresent() && (number.getAsInt() < least || number.getAsInt() > most)) {
            problems.add(this, key, "Invalid " + key + " value " + number.getAsInt(), least + " to " + most);
            return OptionalInt.empty();
        }
        return number;
    }

    /** {@code true yes on 1} or {@code false no off 0} in any case. */
    Optional<Boolean> flag(String key);

    /** The location of the section or, where it is there, the option: {@code <file>:<line>}. */
    String location(String key);
}
