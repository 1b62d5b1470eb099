package org.supervisor4j.config.commandline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a command line in the manner of classic getopt: options end at the first other word or at {@code --}, short
 * ones bundle, long ones may be cut to a unique prefix. The texts of all errors are supervisord's.
 */
public final class CommandLine {

    private CommandLine() {}

    /**
     * An option that may be given.
     *
     * @param shortNames its one-letter spellings ({@code "c"}, {@code "h?"}); may be empty
     * @param longName without the dashes; may be empty
     * @param argumentName what its argument is called in the help; empty for a flag
     * @param help what it is for, in one line
     */
    public record Option(String shortNames, String longName, Optional<String> argumentName, String help) {
        public Option {
            Objects.requireNonNull(argumentName, "argumentName");
            if (shortNames.isEmpty() && longName.isEmpty()) {
                throw new IllegalArgumentException("option without a name (expected: a short or a long one)");
            }
        }

        boolean takesArgument() {
            return argumentName.isPresent();
        }
    }

    /**
     * An option that was given.
     *
     * @param spelling with its dashes, an abbreviation completed: {@code -c}, {@code --configuration}
     * @param value its argument; empty for a flag
     */
    public record Occurrence(Option option, String spelling, String value) {

        /** The refusal of this option's value, for the given reason. */
        public UsageException invalid(String literalValue, String reason) {
            return new UsageException("invalid value for " + spelling + " " + literalValue + ": " + reason);
        }

        /** The refusal of this option because it was given before. */
        public UsageException conflict() {
            return new UsageException("conflicting command line option '" + spelling + "'");
        }
    }

    /**
     * A command line taken apart; immutable.
     *
     * @param occurrences the options in the order in which they stand
     * @param words what follows the options
     */
    public record Parsed(List<Occurrence> occurrences, List<String> words) {
        public Parsed {
            occurrences = List.copyOf(occurrences);
            words = List.copyOf(words);
        }

        /** Whether the option with this long name was given. */
        public boolean has(String longName) {
            return occurrences.stream().anyMatch(each -> each.option().longName().equals(longName));
        }

        /** The value of the option with this long name, where it was given. */
        public Optional<String> value(String longName) {
            return occurrences.stream()
                    .filter(each -> each.option().longName().equals(longName))
                    .map(Occurrence::value)
                    .findFirst();
        }
    }

    /**
     * Takes a command line apart and refuses an option that is given twice. Options act from left to right, so what
     * follows {@code --help} or {@code --version} is not held against anybody.
     */
    public static Parsed parse(List<Option> options, List<String> args) throws UsageException {
        Parsed parsed = scan(options, args);
        // By identity: linking a record's hashCode costs a client that lives for 60 ms ten of them.
        Set<Option> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Occurrence occurrence : parsed.occurrences()) {
            String name = occurrence.option().longName();
            if (name.equals("help") || name.equals("version")) {
                break;
            }
            if (!seen.add(occurrence.option())) {
                throw occurrence.conflict();
            }
        }
        return parsed;
    }

    /** Takes a command line apart; for callers that look at repeated options themselves. */
    public static Parsed scan(List<Option> options, List<String> args) throws UsageException {
        return new Scan(options, args).run();
    }

    /**
     * The help text: a title, how to call the program and one line per option; ends with a line break.
     *
     * @param title the first line
     * @param synopsis program and words as invoked: {@code supervisorctl [options] [action [arguments]]}
     */
    public static String usage(String title, String synopsis, List<Option> options) {
        StringBuilder text = new StringBuilder(title)
                .append("\n\nUsage: ")
                .append(synopsis)
                .append("\n\nOptions:\n");
        for (Option option : options) {
            List<String> spellings = new ArrayList<>();
            option.shortNames().chars().forEach(letter -> spellings.add("-" + (char) letter));
            if (!option.longName().isEmpty()) {
                spellings.add("--" + option.longName());
            }
            text.append(String.join("/", spellings));
            option.argumentName().ifPresent(name -> text.append(' ').append(name));
            text.append(" -- ").append(option.help()).append('\n');
        }
        return text.toString();
    }

    /** One pass over the words. */
    private static final class Scan {
        private final List<Option> options;
        private final List<String> args;
        private final List<Occurrence> found = new ArrayList<>();
        private int next;

        Scan(List<Option> options, List<String> args) {
            this.options = options;
            this.args = args;
        }

        Parsed run() throws UsageException {
            while (next < args.size()) {
                String word = args.get(next);
                if (!word.startsWith("-") || word.equals("-")) {
                    break;
                }
                next++;
                if (word.equals("--")) {
                    break;
                }
                if (word.startsWith("--")) {
                    longOption(word.substring(2));
                } else {
                    shortOptions(word.substring(1));
                }
            }
            return new Parsed(found, args.subList(next, args.size()));
        }

        private void longOption(String text) throws UsageException {
            int equals = text.indexOf('=');
            String typed = equals < 0 ? text : text.substring(0, equals);
            Option option = complete(typed);
            String spelling = "--" + option.longName();
            if (!option.takesArgument()) {
                if (equals >= 0) {
                    throw new UsageException("option " + spelling + " must not have an argument");
                }
                found.add(new Occurrence(option, spelling, ""));
            } else {
                found.add(new Occurrence(
                        option, spelling, equals >= 0 ? text.substring(equals + 1) : nextWord(spelling)));
            }
        }

        private Option complete(String typed) throws UsageException {
            List<Option> candidates = options.stream()
                    .filter(each -> !each.longName().isEmpty() && each.longName().startsWith(typed))
                    .toList();
            if (candidates.isEmpty()) {
                throw new UsageException("option --" + typed + " not recognized");
            }
            for (Option candidate : candidates) {
                if (candidate.longName().equals(typed)) {
                    return candidate;
                }
            }
            if (candidates.size() > 1) {
                throw new UsageException("option --" + typed + " not a unique prefix");
            }
            return candidates.getFirst();
        }

        private void shortOptions(String bundle) throws UsageException {
            int at = 0;
            while (at < bundle.length()) {
                String letter = Character.toString(bundle.codePointAt(at));
                at += letter.length();
                String spelling = "-" + letter;
                Option option = options.stream()
                        .filter(each -> each.shortNames().contains(letter))
                        .findFirst()
                        .orElseThrow(() -> new UsageException("option " + spelling + " not recognized"));
                if (!option.takesArgument()) {
                    found.add(new Occurrence(option, spelling, ""));
                } else {
                    String attached = bundle.substring(at);
                    found.add(new Occurrence(option, spelling, attached.isEmpty() ? nextWord(spelling) : attached));
                    return;
                }
            }
        }

        private String nextWord(String spelling) throws UsageException {
            if (next == args.size()) {
                throw new UsageException("option " + spelling + " requires argument");
            }
            return args.get(next++);
        }
    }
}
