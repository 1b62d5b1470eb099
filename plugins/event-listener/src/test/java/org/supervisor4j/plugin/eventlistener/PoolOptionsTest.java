package org.supervisor4j.plugin.eventlistener;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.api.config.TestSection;
import org.supervisor4j.api.event.ResultHandler;

/** The texts are compared with the original's in the differential suite. */
class PoolOptionsTest {

    private static final List<String> EVENTS = List.of("EVENT", "TICK", "TICK_5");

    private final ResultHandler lenient = (_, _, _) -> true;
    private final List<String> problems = new ArrayList<>();

    private PoolSettings read(String... lines) {
        PoolOptions options = new PoolOptions(
                TestSection.of("eventlistener:l", lines), (_, key, message, expected) -> problems.add(key + ": " + message + " / " + expected));
        return options.read(EVENTS, Map.of("lenient", lenient));
    }

    @Test
    void onlyTheEventsAreRequired() {
        PoolSettings settings = read("events=TICK_5");
        assertThat(problems).isEmpty();
        assertThat(settings.name()).isEqualTo("l");
        assertThat(settings.events()).containsExactly("TICK_5");
        assertThat(settings.bufferSize()).hasValue(10);
        assertThat(settings.bufferDirectory()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
        assertThat(settings.resultHandler()).isSameAs(StockHandler.INSTANCE);
        assertThat(settings.lengthUnit()).isEqualTo(LengthUnit.CHARACTERS);
        assertThat(settings.readTimeout()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void everythingCanBeSaid() {
        PoolSettings settings = read(
                "events= tick , EVENT,tick", "buffer_size=Unlimited", "buffer_directory=/var/x", "result_handler=lenient",
                "length_unit=Bytes", "read_timeout=0");
        assertThat(problems).isEmpty();
        assertThat(settings.events()).containsExactly("EVENT", "TICK");
        assertThat(settings.bufferSize()).isEqualTo(OptionalInt.empty());
        assertThat(settings.bufferDirectory()).isEqualTo(Path.of("/var/x"));
        assertThat(settings.resultHandler()).isSameAs(lenient);
        assertThat(settings.lengthUnit()).isEqualTo(LengthUnit.BYTES);
        assertThat(settings.readTimeout()).isZero();
    }

    @Test
    void sectionsThatSayTheSameAreEqual() {
        assertThat(read("events=TICK_5,TICK")).isEqualTo(read("events=tick, tick_5", "buffer_size=10"));
        assertThat(read("events=TICK_5")).isNotEqualTo(read("events=TICK_5", "buffer_size=11"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "buffer_size=0 | buffer_size: [eventlistener:l] section sets invalid buffer_size (0) / a number of events, at least 1, or unlimited",
        "result_handler=a:b | result_handler: a:b cannot be resolved within [eventlistener:l]"
                + " / supervisor.dispatchers:default_handler or lenient",
        "length_unit=lines | length_unit: length_unit: 'lines' / characters or bytes",
        "read_timeout=-1 | read_timeout: read_timeout: -1 / seconds, 0 for no limit",
        "redirect_stderr=true | redirect_stderr: [eventlistener:l] section sets redirect_stderr=true but this is not allowed because"
                + " it will interfere with the eventlistener protocol / false",
    })
    void aWrongOptionIsNamedWithWhatWouldBeRight(String line, String problem) {
        read("events=TICK", line);
        assertThat(problems).containsExactly(problem);
    }

    @Test
    void everyUnknownEventIsNamed() {
        read("events=TICK,NOPE,,NO");
        assertThat(problems)
                .containsExactlyElementsOf(Stream.of("NOPE", "", "NO")
                        .map(name -> "events: Unknown event type " + name + " in [eventlistener:l] events / some of EVENT, TICK, TICK_5")
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"x=y", "events="})
    void withoutEventsItIsNone(String line) {
        read(line);
        assertThat(problems)
                .containsExactly("events: [eventlistener:l] section requires an \"events\" line / names of events, commas between"
                        + " them: TICK_60,PROCESS_STATE");
    }
}
