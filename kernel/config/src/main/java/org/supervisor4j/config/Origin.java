package org.supervisor4j.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where a process is configured, and what stands there that is nobody's here; immutable. Two are equal if the place is the same: what is
 * written there is compared by those who read it, for what it means.
 */
public final class Origin {

    static final Origin NONE = new Origin("", Map.of());

    private final String place;
    private final Map<String, String> furtherOptions;

    /**
     * A place and what stands there.
     *
     * @param place {@code <file>:<line>}
     * @param furtherOptions the options that supervisord does not know, expanded, by name, in file order
     */
    public Origin(String place, Map<String, String> furtherOptions) {
        this.place = Objects.requireNonNull(place, "place");
        this.furtherOptions = Collections.unmodifiableMap(new LinkedHashMap<>(furtherOptions));
    }

    /** {@code <file>:<line>}. */
    public String place() {
        return place;
    }

    /** The options that supervisord does not know, expanded, by name, in file order: ours, plugins', or nobody's. */
    public Map<String, String> furtherOptions() {
        return furtherOptions;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Origin origin && place.equals(origin.place);
    }

    @Override
    public int hashCode() {
        return place.hashCode();
    }

    @Override
    public String toString() {
        return place;
    }
}
