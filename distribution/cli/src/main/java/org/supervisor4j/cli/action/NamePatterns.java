package org.supervisor4j.cli.action;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import org.supervisor4j.cli.rpc.ProcessReport;

/**
 * Names with shell patterns: {@code web-*} is every process that is shown without a group and matches, {@code g*:w?} every
 * process w? of the groups g*, {@code g*:*} these groups as a whole. What the reference understands keeps its meaning:
 * {@code *} and {@code g:*} are no patterns, nor is the exact name of a process. A pattern that nothing matches stays as it
 * is, and the daemon does not know it.
 */
final class NamePatterns {

    private NamePatterns() {
    }

    /**
     * The words with every pattern replaced by the names that match it, in the daemon's order.
     *
     * @param words names and patterns
     * @param groups whether the result may name whole groups
     * @param session the daemon; asked only if there is a pattern
     */
    static List<String> expand(List<String> words, boolean groups, Session session) throws IOException {
        if (words.contains(NameSpec.ALL) || words.stream().noneMatch(NamePatterns::mayBePattern)) {
            return words;
        }
        List<ProcessReport> processes = session.supervisor().allProcesses();
        List<String> expanded = new ArrayList<>();
        for (String word : words) {
            Set<String> names = mayBePattern(word) ? matches(word, groups, processes) : Set.of();
            if (names.isEmpty()) {
                expanded.add(word);
            } else {
                expanded.addAll(names);
            }
        }
        return expanded;
    }

    /** Whether there is a pattern in a word, apart from the star that stands for a whole group. */
    static boolean mayBePattern(String word) {
        NameSpec name = NameSpec.parse(word);
        return !word.equals("*") && (isPattern(name.group()) || !name.isWholeGroup() && isPattern(name.process()));
    }

    private static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0 || text.indexOf('[') >= 0;
    }

    private static Set<String> matches(String word, boolean groups, List<ProcessReport> processes) {
        Predicate<ProcessReport> matcher = matcher(word);
        boolean whole = groups && NameSpec.parse(word).isWholeGroup();
        Set<String> names = new LinkedHashSet<>();
        for (ProcessReport process : processes) {
            String name = NameSpec.format(process.group(), process.name());
            if (name.equals(word)) {
                return Set.of(); // it is not a pattern after all
            }
            if (matcher.test(process)) {
                names.add(whole ? process.group() + ":*" : name);
            }
        }
        return names;
    }

    /** Which processes a name or a pattern means. */
    static Predicate<ProcessReport> matcher(String word) {
        NameSpec name = NameSpec.parse(word);
        if (word.indexOf(':') < 0) {
            Predicate<String> plain = matching(word);
            return process -> process.group().equals(process.name()) && plain.test(process.name());
        }
        Predicate<String> group = matching(name.group());
        Predicate<String> member = name.isWholeGroup() ? _ -> true : matching(name.process());
        return process -> group.test(process.group()) && member.test(process.name());
    }

    private static Predicate<String> matching(String text) {
        if (!isPattern(text)) {
            return text::equals;
        }
        try {
            PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + text);
            return name -> glob.matches(Path.of(name)); // names have no slashes
        } catch (PatternSyntaxException e) {
            return text::equals; // an open bracket, say
        }
    }
}
