package org.supervisor4j.plugin.http;

import java.util.Arrays;
import java.util.List;

/** Names of groups; {@code *} in one stands for any characters, {@code ?} for one. */
record GroupPatterns(List<String> patterns) {

    static final GroupPatterns ALL = new GroupPatterns(List.of("*"));

    GroupPatterns {
        patterns = List.copyOf(patterns);
        if (patterns.isEmpty() || patterns.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(
                    "groups: " + patterns + " (expected: at least one, and none without a name)");
        }
    }

    /**
     * Reads patterns with commas between them.
     *
     * @throws IllegalArgumentException if there is none, or one is empty
     */
    static GroupPatterns parse(String text) {
        return new GroupPatterns(Arrays.stream(text.split(",", -1)).map(String::strip).toList());
    }

    /** Whether that is every group there can ever be. */
    boolean areAll() {
        return patterns.contains("*");
    }

    boolean match(String group) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, group));
    }

    /** Goes back to the last star only: names come from clients, and shall not cost more than their length. */
    private static boolean matches(String pattern, String name) {
        int at = 0;
        int star = -1;
        int resume = 0;
        for (int i = 0; i < name.length(); ) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resume = i;
            } else if (at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == name.charAt(i))) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
