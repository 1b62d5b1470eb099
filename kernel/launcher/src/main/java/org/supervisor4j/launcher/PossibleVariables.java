package org.supervisor4j.launcher;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What of a plugin's variables the operating system can hand on as they are; it would take the others for something else, or cut them off. */
final class PossibleVariables {

    static final String EXPECTED = "expected: names that are not empty, without '=' and NUL, and values without NUL";

    private PossibleVariables() {}

    /** @param impossible is told the names of the others, if there are any */
    static Map<String, String> of(Map<String, String> variables, Consumer<String> impossible) {
        Map<String, String> possible = new HashMap<>(variables);
        possible.entrySet().removeIf(variable -> !isPossible(variable.getKey(), variable.getValue()));
        Set<String> others = new TreeSet<>(variables.keySet());
        others.removeAll(possible.keySet());
        if (!others.isEmpty()) {
            impossible.accept(others.stream().map(name -> "'" + name.replace("\0", "\\0") + "'").collect(Collectors.joining(", ")));
        }
        return possible;
    }

    private static boolean isPossible(String name, String value) {
        return !name.isEmpty() && name.indexOf('=') < 0 && name.indexOf(0) < 0 && value.indexOf(0) < 0;
    }
}
