package org.supervisor4j.config.expansion;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The names that may be expanded at some place, with their values: texts, or numbers of instances; immutable. */
public final class Names {

    /** Stands before the name of an environment variable. */
    public static final String ENVIRONMENT_PREFIX = "ENV_";

    private final Map<String, Object> values;
    private final boolean environmentUnknown;

    private Names(Map<String, Object> values, boolean environmentUnknown) {
        this.values = values;
        this.environmentUnknown = environmentUnknown;
    }

    /** No names but {@code ENV_X} for each variable X. */
    public static Names ofEnvironment(Map<String, String> variables) {
        return new Names(Map.of(), false).withEnvironment(variables);
    }

    /** These and one more, which replaces one of the same name. */
    public Names with(String name, String value) {
        return plus(Map.of(name, value));
    }

    /** These and one more that is a number, so that {@code %(name)02d} works. */
    public Names with(String name, int value) {
        return plus(Map.of(name, value));
    }

    /** These and {@code ENV_X} for each variable X, which replaces an older one. */
    public Names withEnvironment(Map<String, String> variables) {
        Map<String, Object> prefixed = new LinkedHashMap<>();
        variables.forEach((name, value) -> prefixed.put(ENVIRONMENT_PREFIX + name, value));
        return plus(prefixed);
    }

    /** These and the others; of a name in both this value counts. */
    public Names over(Names others) {
        return others.values.isEmpty() ? this : others.plus(values);
    }

    /** These, and any other {@code ENV_X} is empty: for going on after an environment that could not be read. */
    public Names withUnknownEnvironment() {
        return new Names(values, true);
    }

    Optional<Object> value(String name) {
        Object value = values.get(name);
        return environmentUnknown && value == null && name.startsWith(ENVIRONMENT_PREFIX)
                ? Optional.of("")
                : Optional.ofNullable(value);
    }

    /** As supervisord lists them in a complaint. */
    String sorted() {
        TreeSet<String> sorted = new TreeSet<>(CodePointOrder.INSTANCE);
        sorted.addAll(values.keySet());
        return String.join(", ", sorted);
    }

    /** The whole table as a literal. */
    String literal() {
        return PythonLiteral.of(values);
    }

    private Names plus(Map<String, ?> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.putAll(more);
        return new Names(all, environmentUnknown);
    }
}
