package org.supervisor4j.config.reader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ConfigurationProblem;
import org.supervisor4j.config.expansion.Names;
import org.supervisor4j.config.ini.Blank;
import org.supervisor4j.config.ini.IniAssembly;
import org.supervisor4j.config.ini.IniFile;
import org.supervisor4j.config.ini.IniSection;
import org.supervisor4j.config.ini.PipeFile;

/** Follows the {@code [include]} of the main file; one in an included file means nothing. */
final class IncludeSection {

    static final String NAME = "include";

    private static final String FILES = "files";
    private static final String HERE = "%(here)s";

    private final Reading reading;
    private final IniAssembly assembly;
    private final SectionOptions options;
    private final List<ConfigurationProblem> syntaxProblems = new ArrayList<>();

    IncludeSection(Reading reading, IniFile main, IniSection section) {
        this.reading = reading;
        this.assembly = new IniAssembly(main);
        this.options = reading.options(section);
    }

    /** Whether the option could not be followed, so that sections may be missing. */
    boolean isBroken() {
        return options.isBroken(FILES);
    }

    /**
     * The main file with the others laid over it. From then on {@code %(here)s} is a plain text in all values: the
     * directory of the file where the value stands.
     *
     * @throws ConfigurationException with the problems of all files that break the syntax
     */
    IniFile follow() throws ConfigurationException {
        assembly.replaceInValues(HERE, reading.here().toString());
        if (options.raw(FILES).isEmpty()) {
            options.problem(FILES, ".ini file has [include] section, but no files setting", "a line files=<patterns>");
        }
        Names names = reading.withHostNodeName(reading.withHere(reading.environmentNames()));
        // The section was taken before the replacement, but expanding it gives the same.
        String patterns = options.text(FILES, names, NAME + "." + FILES).orElse("");
        for (String pattern : words(patterns)) {
            include(pattern.startsWith("/") ? pattern : join(reading.here().toString(), pattern));
        }
        if (!syntaxProblems.isEmpty()) {
            throw new ConfigurationException(syntaxProblems);
        }
        return assembly.toFile();
    }

    private void include(String pattern) {
        List<String> files = Glob.find(pattern);
        if (files.isEmpty()) {
            reading.warn("No file matches via include \"" + pattern + "\"");
        }
        for (String file : files) {
            reading.inform("Included extra file \"" + file + "\" during parsing");
            Path path = Path.of(file);
            if (PipeFile.is(path)) {
                options.problem(FILES, "included file " + file + " is a named pipe", "regular files");
                continue; // it could keep us waiting for ever
            }
            try {
                assembly.include(path);
                assembly.replaceInValues(HERE, directoryOf(path));
            } catch (IOException _) {
                // supervisord passes over files that it cannot read, and so do existing set-ups with stray directories.
                assembly.replaceInValues(HERE, directoryOf(path));
            } catch (ConfigurationException broken) {
                syntaxProblems.addAll(broken.problems());
            }
        }
    }

    private static String directoryOf(Path file) {
        Path directory = file.toAbsolutePath().normalize().getParent();
        return directory == null ? "/" : directory.toString();
    }

    private static String join(String directory, String pattern) {
        return directory.endsWith("/") ? directory + pattern : directory + "/" + pattern;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (char c : (text + " ").toCharArray()) {
            if (!Blank.is(c)) {
                word.append(c);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        return words;
    }
}
