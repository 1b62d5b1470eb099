package org.supervisor4j.config.reader;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.supervisor4j.config.expansion.CodePointOrder;

/**
 * Finds files by a shell pattern: {@code *}, {@code ?} and {@code [...]} within each part of the path; a leading dot
 * must be written; nothing reaches into subdirectories by itself. Braces and backslashes mean nothing.
 */
final class Glob {

    private static final Pattern MAGIC = Pattern.compile("[*?\\[]");

    private Glob() {}

    /** The paths that match an absolute pattern, spelled as the pattern is, in code-point order. */
    static List<String> find(String pattern) {
        List<String> found = new ArrayList<>(expand(pattern));
        found.sort(CodePointOrder.INSTANCE);
        return found;
    }

    private static List<String> expand(String pattern) {
        int slash = pattern.lastIndexOf('/');
        String directory = pattern.substring(0, slash + 1);
        String name = pattern.substring(slash + 1);
        if (!hasMagic(pattern)) {
            return exists(pattern) ? List.of(pattern) : List.of();
        }
        List<String> directories =
                hasMagic(directory) ? expand(directory.substring(0, directory.length() - 1)) : List.of(directory);
        List<String> found = new ArrayList<>();
        for (String each : directories) {
            String prefix = each.endsWith("/") ? each : each + "/";
            if (hasMagic(name)) {
                matching(prefix, name).forEach(match -> found.add(prefix + match));
            } else if (exists(prefix + name)) {
                found.add(prefix + name);
            }
        }
        return found;
    }

    private static List<String> matching(String directory, String pattern) {
        Optional<Path> path = path(directory);
        if (path.isEmpty() || !Files.isDirectory(path.get())) {
            return List.of();
        }
        Pattern names = Pattern.compile(toRegex(pattern), Pattern.DOTALL);
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path.get())) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                boolean isHidden = name.startsWith(".") && !pattern.startsWith(".");
                if (!isHidden && names.matcher(name).matches()) {
                    found.add(name);
                }
            }
        } catch (IOException _) {
            return List.of(); // a directory that cannot be listed has no matches, as for a shell
        }
        return found;
    }

    private static String toRegex(String pattern) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[' -> {
                    int close = closing(pattern, at);
                    if (close < 0) {
                        regex.append("\\[");
                    } else {
                        regex.append(characterClass(pattern.substring(at, close)));
                        at = close + 1;
                    }
                }
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    /** Where the bracket closes; directly after the opening or the negation it is an ordinary character. */
    private static int closing(String pattern, int start) {
        int first = pattern.startsWith("!", start) ? start + 1 : start;
        return pattern.indexOf(']', first + 1);
    }

    private static String characterClass(String content) {
        boolean isNegated = content.startsWith("!");
        String members = isNegated ? content.substring(1) : content;
        StringBuilder ranges = new StringBuilder();
        int at = 0;
        while (at < members.length()) {
            char from = members.charAt(at);
            char to = from;
            if (at + 2 < members.length() && members.charAt(at + 1) == '-') {
                to = members.charAt(at + 2);
                at += 2;
            }
            at++;
            if (from <= to) {
                ranges.append("\\x{%x}-\\x{%x}".formatted((int) from, (int) to));
            }
        }
        if (ranges.isEmpty()) {
            return isNegated ? "." : "(?!)"; // a range that runs backwards holds nothing
        }
        return (isNegated ? "[^" : "[") + ranges + "]";
    }

    private static boolean hasMagic(String text) {
        return MAGIC.matcher(text).find();
    }

    private static boolean exists(String text) {
        return path(text)
                .filter(path -> text.endsWith("/")
                        ? Files.isDirectory(path)
                        : Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .isPresent();
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException _) {
            return Optional.empty(); // no file can have that name
        }
    }
}
