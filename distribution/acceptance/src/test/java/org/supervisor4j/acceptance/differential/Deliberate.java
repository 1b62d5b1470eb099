package org.supervisor4j.acceptance.differential;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The differences that are meant, and nothing else may differ: the entries of {@code differential/deliberate.txt}. Each
 * is a paragraph of four lines: the id of a row of {@code docs/reference/compatibility.md} in brackets, then regular
 * expressions for the fact, for what the reference shows and for what ours shows. Which entries were needed is noted,
 * by any thread.
 */
final class Deliberate {

    /** One entry of the table. */
    record Entry(String row, Pattern fact, Pattern reference, Pattern ours) {

        private boolean covers(Difference difference) {
            return fact.matcher(difference.fact()).matches() && reference.matcher(difference.reference()).matches()
                    && ours.matcher(difference.ours()).matches();
        }

        @Override
        public String toString() {
            return "[" + row + "] " + fact;
        }
    }

    private static final String TABLE = "/differential/deliberate.txt";
    private static final List<Entry> ENTRIES = read();
    private static final Set<Entry> NEEDED = ConcurrentHashMap.newKeySet();

    private Deliberate() {
    }

    static List<Entry> entries() {
        return ENTRIES;
    }

    /** The entries that nothing has needed so far. */
    static List<Entry> unneeded() {
        return ENTRIES.stream().filter(entry -> !NEEDED.contains(entry)).toList();
    }

    /** Those of the differences that no entry covers. */
    static List<Difference> unexplained(List<Difference> differences) {
        return differences.stream().filter(difference -> !isCovered(difference)).toList();
    }

    private static boolean isCovered(Difference difference) {
        List<Entry> covering = ENTRIES.stream().filter(entry -> entry.covers(difference)).toList();
        NEEDED.addAll(covering);
        return !covering.isEmpty();
    }

    private static List<Entry> read() {
        try (InputStream table = Deliberate.class.getResourceAsStream(TABLE)) {
            String text = new String(table.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^#.*\n", "");
            List<Entry> entries = new ArrayList<>();
            for (String paragraph : text.strip().split("\n\\s*\n")) {
                List<String> lines = paragraph.strip().lines().toList();
                if (lines.size() != 4 || !lines.getFirst().matches("\\[[a-z0-9-]+\\]")) {
                    throw new AssertionError(TABLE + ": '" + paragraph + "' (expected: [row], fact, reference, ours)");
                }
                entries.add(new Entry(lines.getFirst().replaceAll("[\\[\\]]", ""), pattern(lines.get(1), "fact"),
                        pattern(lines.get(2), "reference"), pattern(lines.get(3), "ours")));
            }
            return List.copyOf(entries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pattern pattern(String line, String key) {
        if (!line.startsWith(key + " ")) {
            throw new AssertionError(TABLE + ": '" + line + "' (expected: " + key + " and a regular expression)");
        }
        return Pattern.compile(line.substring(key.length()).strip(), Pattern.DOTALL);
    }
}
