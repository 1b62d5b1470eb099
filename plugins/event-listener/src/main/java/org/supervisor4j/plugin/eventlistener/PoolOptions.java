package org.supervisor4j.plugin.eventlistener;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.event.ResultHandler;

/** Reads what {@code [eventlistener:x]} adds to {@code [program:x]}, in supervisord's order and with its texts. */
final class PoolOptions {

    static final int DEFAULT_BUFFER_SIZE = 10;
    static final int DEFAULT_READ_TIMEOUT = 60; // seconds

    private static final String UNLIMITED = "unlimited";

    private final Section section;
    private final Problems problems;

    PoolOptions(Section section, Problems problems) {
        this.section = section;
        this.problems = problems;
    }

    /**
     * @param eventNames the names of all kinds of events
     * @param handlers the result handlers of plugins by name
     */
    PoolSettings read(Collection<String> eventNames, Map<String, ResultHandler> handlers) {
        OptionalInt bufferSize = bufferSize();
        ResultHandler handler = handler(handlers);
        SortedSet<String> events = events(eventNames);
        if (section.flag("redirect_stderr").orElse(false)) {
            problem(
                    "redirect_stderr",
                    "[" + section.name() + "] section sets redirect_stderr=true but this is not allowed because it will interfere"
                            + " with the eventlistener protocol",
                    "false");
        }
        return new PoolSettings(
                section.suffix(), events, bufferSize, bufferDirectory(), handler, lengthUnit(), readTimeout());
    }

    private OptionalInt bufferSize() {
        if (section.text("buffer_size").filter(text -> text.strip().equalsIgnoreCase(UNLIMITED)).isPresent()) {
            return OptionalInt.empty();
        }
        int size = section.integer("buffer_size").orElse(DEFAULT_BUFFER_SIZE);
        if (size < 1) {
            problem(
                    "buffer_size",
                    "[" + section.name() + "] section sets invalid buffer_size (" + size + ")",
                    "a number of events, at least 1, or " + UNLIMITED);
        }
        return OptionalInt.of(Math.max(1, size));
    }

    private ResultHandler handler(Map<String, ResultHandler> handlers) {
        String spec = section.text("result_handler").orElse(StockHandler.SPEC);
        if (spec.equals(StockHandler.SPEC)) {
            return StockHandler.INSTANCE;
        }
        if (!handlers.containsKey(spec)) {
            problem(
                    "result_handler",
                    spec + " cannot be resolved within [" + section.name() + "]",
                    String.join(" or ", Stream.concat(Stream.of(StockHandler.SPEC), handlers.keySet().stream().sorted()).toList()));
        }
        return handlers.getOrDefault(spec, StockHandler.INSTANCE);
    }

    private SortedSet<String> events(Collection<String> known) {
        SortedSet<String> events = new TreeSet<>();
        Optional<String> text = section.text("events");
        if (text.orElse("").isEmpty()) {
            if (text.isPresent() || !section.has("events")) { // else what is wrong with it has been said
                problem(
                        "events",
                        "[" + section.name() + "] section requires an \"events\" line",
                        "names of events, commas between them: TICK_60,PROCESS_STATE");
            }
            return events;
        }
        for (String name : text.get().split(",", -1)) {
            String event = name.strip().toUpperCase(Locale.ROOT);
            if (events.add(event) && !known.contains(event)) {
                problem(
                        "events",
                        "Unknown event type " + event + " in [" + section.name() + "] events",
                        "some of " + String.join(", ", known));
            }
        }
        return events;
    }

    private Path bufferDirectory() {
        return Path.of(section.textWithHere("buffer_directory").orElseGet(() -> System.getProperty("java.io.tmpdir")));
    }

    private LengthUnit lengthUnit() {
        Optional<String> text = section.text("length_unit");
        for (LengthUnit unit : LengthUnit.values()) {
            if (text.isPresent() && unit.name().equalsIgnoreCase(text.get().strip())) {
                return unit;
            }
        }
        text.ifPresent(other -> problem("length_unit", "length_unit: '" + other + "'", "characters or bytes"));
        return LengthUnit.CHARACTERS;
    }

    private Duration readTimeout() {
        int seconds = section.integer("read_timeout").orElse(DEFAULT_READ_TIMEOUT);
        if (seconds < 0) {
            problem("read_timeout", "read_timeout: " + seconds, "seconds, 0 for no limit");
        }
        return Duration.ofSeconds(Math.max(0, seconds));
    }

    private void problem(String key, String message, String expected) {
        problems.add(section, key, message, expected);
    }
}
