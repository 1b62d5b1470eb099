package org.supervisor4j.config.ini;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.expansion.PythonLiteral;

/** Reads the lines of one file into {@link IniAssembly}; used once. */
final class IniParser {

    private final IniAssembly assembly;
    private final Path file;
    private final StringBuilder badLines = new StringBuilder();
    private Optional<Location> firstBadLine = Optional.empty();

    private Map<String, IniOption> section; // null before the first header
    private PendingOption option; // null where no line can continue one
    private int indent;

    IniParser(IniAssembly assembly, Path file) {
        this.assembly = assembly;
        this.file = file;
    }

    /** An option whose value may continue on the next line. */
    private record PendingOption(String key, Location location, List<String> lines) {}

    void parse(List<String> lines) throws ConfigurationException {
        for (int i = 0; i < lines.size(); i++) {
            parseLine(lines.get(i), new Location(file, i + 1));
        }
        finishOption();
        if (firstBadLine.isPresent()) {
            throw syntaxError(
                    "Source contains parsing errors: " + PythonLiteral.of(file.toString()) + badLines, firstBadLine);
        }
    }

    private void parseLine(String line, Location location) throws ConfigurationException {
        boolean isComment = Blank.strip(line).startsWith(";") || Blank.strip(line).startsWith("#");
        int comment = isComment ? 0 : InlineComment.start(line);
        String text = Blank.strip(comment < 0 ? line : line.substring(0, comment));
        if (text.isEmpty()) {
            if (comment < 0 && option != null) {
                option.lines().add("");
            }
            return;
        }
        int lineIndent = indentOf(line);
        if (option != null && lineIndent > indent) {
            option.lines().add(text);
            return;
        }
        indent = lineIndent;
        int close = text.lastIndexOf(']');
        if (text.startsWith("[") && close > 1) {
            finishOption();
            section = assembly.open(text.substring(1, close), location);
        } else if (section == null) {
            String message = "File contains no section headers.\nfile: %s, line: %d\n%s"
                    .formatted(PythonLiteral.of(file.toString()), location.line(), PythonLiteral.of(line));
            throw syntaxError(message, Optional.of(location));
        } else {
            parseOption(text, line, location);
        }
    }

    private void parseOption(String text, String line, Location location) {
        int delimiter = firstDelimiter(text);
        if (delimiter < 0) {
            // The option before it stays open, so that deeper lines after the bad one are not reported as well.
            addBadLine(line, location);
            return;
        }
        finishOption();
        String key = Blank.strip(text.substring(0, delimiter)).toLowerCase(Locale.ROOT);
        if (key.isEmpty()) {
            addBadLine(line, location);
            return;
        }
        List<String> value = new ArrayList<>();
        value.add(Blank.strip(text.substring(delimiter + 1)));
        option = new PendingOption(key, location, value);
    }

    private void finishOption() {
        if (option != null) {
            String value = Blank.stripEnd(String.join("\n", option.lines()));
            section.put(option.key(), new IniOption(option.key(), value, option.location()));
            option = null;
        }
    }

    private void addBadLine(String line, Location location) {
        if (firstBadLine.isEmpty()) {
            firstBadLine = Optional.of(location);
        }
        badLines.append("\n\t[line %2d]: %s".formatted(location.line(), PythonLiteral.of(line)));
    }

    private static ConfigurationException syntaxError(String message, Optional<Location> location) {
        return new ConfigurationException(List.of(new ConfigurationProblem(
                message, location, "", "", "", "sections of the form [name] with lines of the form key = value")));
    }

    private static int firstDelimiter(String text) {
        int equals = text.indexOf('=');
        int colon = text.indexOf(':');
        return equals < 0 || colon < 0 ? Math.max(equals, colon) : Math.min(equals, colon);
    }

    private static int indentOf(String line) {
        int at = 0;
        while (Blank.is(line.charAt(at))) {
            at++;
        }
        return at;
    }
}
