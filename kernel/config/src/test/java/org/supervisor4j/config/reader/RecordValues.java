package org.supervisor4j.config.reader;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A tree of records taken apart into its leaves, so that two can be compared. */
final class RecordValues {

    private RecordValues() {}

    /** The leaves of the first by their paths, as far as the second has others or none there. */
    static Map<String, Object> differing(Object first, Object second) {
        Map<String, Object> others = new TreeMap<>();
        collect("", second, others);
        Map<String, Object> differing = new TreeMap<>();
        collect("", first, differing);
        differing.entrySet().removeIf(leaf -> Objects.equals(others.get(leaf.getKey()), leaf.getValue()));
        return differing;
    }

    /** Whether a leaf stands for nothing. */
    static boolean isNothing(Object leaf) {
        return switch (leaf) {
            case Optional<?> optional -> optional.isEmpty();
            case OptionalInt optional -> optional.isEmpty();
            case Collection<?> collection -> collection.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            default -> false;
        };
    }

    private static void collect(String path, Object value, Map<String, Object> leaves) {
        switch (value) {
            case Record parts -> {
                leaves.put(path, parts.getClass());
                for (RecordComponent part : parts.getClass().getRecordComponents()) {
                    collect(path + "." + part.getName(), read(part, parts), leaves);
                }
            }
            case List<?> items when !items.isEmpty() -> {
                leaves.put(path + " size", items.size());
                for (int i = 0; i < items.size(); i++) {
                    collect(path + "[" + i + "]", items.get(i), leaves);
                }
            }
            default -> leaves.put(path, value);
        }
    }

    private static Object read(RecordComponent part, Record record) {
        try {
            return part.getAccessor().invoke(record);
        } catch (ReflectiveOperationException failure) {
            throw new AssertionError("cannot read " + part, failure);
        }
    }
}
