package org.supervisor4j.plugin.logrotation;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.supervisor4j.api.log.LogOptions;
import org.supervisor4j.api.log.RotationPolicy;
import org.supervisor4j.api.log.RotationPolicyType;
import org.supervisor4j.api.log.RotationTrigger;
import org.supervisor4j.api.log.RotationTriggerType;

/**
 * Reads what this plugin adds to the options of a log file.
 *
 * @param zone whose clock is on the wall
 * @param triggers of other plugins, by name
 * @param policies of other plugins, by name
 */
record RotationOptions(
        ZoneId zone, Map<String, RotationTriggerType> triggers, Map<String, RotationPolicyType> policies) {

    static final String AT = "rotate_at";
    static final String EVERY = "rotate_every";
    static final String WHEN = "rotate_when";
    static final String ROTATION = "rotation";
    static final String COMPRESS = "compress";
    static final String MAX_AGE = "max_age";
    static final String MAX_TOTAL = "max_total";

    private static final String NUMBERED = "numbered";
    private static final String DATED = "dated";

    RotationRules read(LogOptions options) {
        List<RotationTrigger> all = new ArrayList<>();
        times(options).ifPresent(all::add);
        every(options).ifPresent(all::add);
        all.addAll(named(options));
        return new RotationRules(
                all,
                policy(options),
                compression(options),
                value(options, MAX_AGE, Amounts::duration, Amounts.DURATION_EXPECTED),
                value(options, MAX_TOTAL, Amounts::bytes, Amounts.BYTES_EXPECTED));
    }

    private static <T> Optional<T> value(
            LogOptions options, String name, Function<String, Optional<T>> type, String expected) {
        Optional<String> text = options.text(name).map(String::strip).filter(given -> !given.isEmpty());
        Optional<T> value = text.flatMap(type);
        if (text.isPresent() && value.isEmpty()) {
            options.problem(name, "Invalid " + options.key(name) + " value " + text.get(), expected);
        }
        return value;
    }

    private static List<String> words(LogOptions options, String name) {
        return options.text(name).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private Optional<RotationTrigger> times(LogOptions options) {
        List<LocalTime> times = new ArrayList<>();
        for (String word : words(options, AT)) {
            Optional<LocalTime> time = Amounts.time(word);
            time.ifPresent(times::add);
            if (time.isEmpty()) {
                options.problem(
                        AT, "Invalid " + options.key(AT) + " value " + word, Amounts.TIME_EXPECTED + ", or several with commas");
            }
        }
        return times.isEmpty() ? Optional.empty() : Optional.of(new TimesOfDay(times, zone));
    }

    private Optional<RotationTrigger> every(LogOptions options) {
        return value(
                        options,
                        EVERY,
                        text -> Amounts.duration(text).filter(Interval::isPossible),
                        Amounts.DURATION_EXPECTED + ": at most a day, or whole days")
                .map(step -> new Interval(step, zone));
    }

    private List<RotationTrigger> named(LogOptions options) {
        List<RotationTrigger> found = new ArrayList<>();
        for (String name : words(options, WHEN)) {
            RotationTriggerType trigger = triggers.get(name);
            if (trigger != null) {
                OtherPlugin.ask(options, WHEN, trigger, () -> trigger.read(options)).ifPresent(found::add);
            } else {
                String known = triggers.isEmpty() ? "nothing: no plugin has one" : String.join(", ", new TreeSet<>(triggers.keySet()));
                options.problem(WHEN, "there is no rotation trigger '" + name + "'", known);
            }
        }
        return found;
    }

    private RotationPolicy policy(LogOptions options) {
        String name = options.text(ROTATION).map(String::strip).orElse(NUMBERED);
        return switch (name) {
            case NUMBERED -> new NumberedBackups();
            case DATED -> new DatedBackups(zone);
            default -> {
                RotationPolicyType policy = policies.get(name);
                if (policy != null) {
                    yield OtherPlugin.ask(options, ROTATION, policy, () -> policy.read(options)).orElseGet(NumberedBackups::new);
                }
                TreeSet<String> known = new TreeSet<>(policies.keySet());
                known.addAll(List.of(NUMBERED, DATED));
                options.problem(ROTATION, "there is no rotation '" + name + "'", String.join(", ", known));
                yield new NumberedBackups();
            }
        };
    }

    private static Compression compression(LogOptions options) {
        return value(
                        options,
                        COMPRESS,
                        text -> Arrays.stream(Compression.values())
                                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT)))
                                .findFirst(),
                        String.join(
                                ", ",
                                Arrays.stream(Compression.values())
                                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                                        .toList()))
                .orElse(Compression.NONE);
    }
}
