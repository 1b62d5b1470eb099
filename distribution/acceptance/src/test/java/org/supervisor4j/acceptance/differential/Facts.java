package org.supervisor4j.acceptance.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was seen of one side: names with lists of lines, most of them of one line. Filled by one thread.
 */
final class Facts {

    private final Map<String, List<String>> lines = new LinkedHashMap<>();

    /** Notes one value; structs and lists of structs are taken apart, so that a difference is one member. */
    void note(String name, Object value) {
        switch (value) {
            case Map<?, ?> struct -> struct.forEach((member, inner) -> note(name + "." + member, inner));
            case RpcValue.Fault(int code, String text) -> noteLines(name, List.of("fault " + code + " " + text));
            case null -> throw new IllegalArgumentException("null for " + name + " (expected: a value)");
            default -> noteLines(name, List.of(value.toString()));
        }
    }

    /** Notes lines whose order counts. */
    void noteLines(String name, List<String> value) {
        List<String> before = lines.put(name, List.copyOf(value));
        if (before != null) {
            throw new IllegalArgumentException("two facts of the name '" + name + "'");
        }
    }

    int size() {
        return lines.size();
    }

    boolean contains(String name) {
        return lines.containsKey(name);
    }

    /** Where these facts of ours are not those of the reference. */
    List<Difference> differencesTo(Facts reference) {
        Set<String> names = new LinkedHashSet<>(reference.lines.keySet());
        names.addAll(lines.keySet());
        List<Difference> found = new ArrayList<>();
        for (String name : names) {
            List<String> theirs = reference.lines.getOrDefault(name, List.of(Difference.ABSENT));
            List<String> ours = lines.getOrDefault(name, List.of(Difference.ABSENT));
            if (theirs.size() == 1 && ours.size() == 1) {
                if (!theirs.equals(ours)) {
                    found.add(new Difference(name, theirs.getFirst(), ours.getFirst()));
                }
            } else {
                compareLines(name, theirs, ours, found);
            }
        }
        return found;
    }

    /** Walks along the longest common subsequence; every line beside it is a difference of its own. */
    private static void compareLines(String name, List<String> theirs, List<String> ours, List<Difference> found) {
        int[][] common = new int[theirs.size() + 1][ours.size() + 1];
        for (int i = theirs.size() - 1; i >= 0; i--) {
            for (int j = ours.size() - 1; j >= 0; j--) {
                common[i][j] = theirs.get(i).equals(ours.get(j)) ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < theirs.size() || j < ours.size()) {
            if (i < theirs.size() && j < ours.size() && theirs.get(i).equals(ours.get(j))) {
                i++;
                j++;
            } else if (j == ours.size() || i < theirs.size() && common[i + 1][j] >= common[i][j + 1]) {
                found.add(new Difference(name, theirs.get(i++), Difference.ABSENT));
            } else {
                found.add(new Difference(name, Difference.ABSENT, ours.get(j++)));
            }
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        lines.forEach((name, value) -> text.append(name).append(" = ").append(String.join("\n    ", value))
                .append('\n'));
        return text.toString();
    }
}
