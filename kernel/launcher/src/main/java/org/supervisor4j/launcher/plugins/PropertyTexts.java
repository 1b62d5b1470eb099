package org.supervisor4j.launcher.plugins;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.supervisor4j.api.service.ServiceProperties;

/** Reads the service properties that a class of a plain jar carries. */
final class PropertyTexts {

    private record Kind(Class<?> type, Function<String, Object> reader) {}

    private static final String TEXT = "String";

    private static final Map<String, Kind> KINDS = Map.of(
            TEXT, new Kind(String.class, text -> text),
            "Integer", new Kind(Integer.class, Integer::valueOf),
            "Long", new Kind(Long.class, Long::valueOf),
            "Double", new Kind(Double.class, Double::valueOf),
            "Boolean", new Kind(Boolean.class, PropertyTexts::truth));

    private record Values(String kind, List<Object> all) {}

    private PropertyTexts() {}

    /** @throws IllegalArgumentException if they are not what {@link ServiceProperties} asks for; the message says what is */
    static Hashtable<String, Object> of(Class<?> provider) {
        ServiceProperties annotation = provider.getAnnotation(ServiceProperties.class);
        Map<String, Values> values = new LinkedHashMap<>();
        for (String text : annotation == null ? new String[0] : annotation.value()) {
            add(values, text);
        }
        Hashtable<String, Object> properties = new Hashtable<>();
        values.forEach((name, read) -> properties.put(name, read.all().size() == 1 ? read.all().getFirst() : array(read)));
        return properties;
    }

    private static void add(Map<String, Values> values, String text) {
        int equals = text.indexOf('=');
        String head = text.substring(0, Math.max(equals, 0)).strip();
        int colon = head.indexOf(':');
        String name = colon < 0 ? head : head.substring(0, colon);
        String kind = colon < 0 ? TEXT : head.substring(colon + 1);
        if (name.isEmpty() || !KINDS.containsKey(kind)) {
            throw wrong(text);
        }
        Values read = values.computeIfAbsent(name, _ -> new Values(kind, new ArrayList<>()));
        if (!read.kind().equals(kind)) {
            throw new IllegalArgumentException(
                    "the service property " + name + " is of two types (expected: " + read.kind() + " or " + kind + ")");
        }
        try {
            read.all().add(KINDS.get(kind).reader().apply(text.substring(equals + 1)));
        } catch (IllegalArgumentException _) { // NumberFormatException is one
            throw wrong(text);
        }
    }

    private static Object array(Values values) {
        Object array = Array.newInstance(KINDS.get(values.kind()).type(), values.all().size());
        for (int i = 0; i < values.all().size(); i++) {
            Array.set(array, i, values.all().get(i));
        }
        return array;
    }

    private static Boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("the service property '" + text
                + "' (expected: name=value or name:Type=value, where the type is String, Integer, Long, Double or Boolean)");
    }
}
