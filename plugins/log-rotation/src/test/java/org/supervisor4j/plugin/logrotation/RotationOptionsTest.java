package org.supervisor4j.plugin.logrotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.supervisor4j.plugin.logrotation.Logs.UTC;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.api.config.TestSection;
import org.supervisor4j.api.log.LogOptions;
import org.supervisor4j.api.log.LogTarget;

class RotationOptionsTest {

    private final List<String> problems = new ArrayList<>();

    private RotationRules read(String... lines) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String line : lines) {
            options.put("stdout_logfile_" + line.split("=", 2)[0], line.split("=", 2)[1]);
        }
        RotationOptions reader = new RotationOptions(
                UTC,
                Map.of("moon", _ -> new SizeLimit(7), "nothing", _ -> null, "broken", RotationOptionsTest::fail),
                Map.of("attic", _ -> new DatedBackups(UTC), "nothing", _ -> null, "broken", RotationOptionsTest::fail));
        return reader.read(new LogOptions(
                new TestSection("program:x", options),
                "stdout_logfile_",
                (_, key, message, expected) -> problems.add(key + ": " + message + " (expected: " + expected + ")")));
    }

    /** Of another plugin, with libraries that do not fit. */
    private static <T> T fail(LogOptions options) {
        throw new NoSuchMethodError("Tide.high()");
    }

    @Test
    void withoutOptionsItRotatesAsSupervisord() {
        assertThat(read("maxbytes=1", "backups=2")).isEqualTo(RotationRules.DEFAULT);
        assertThat(RotationRules.DEFAULT.triggers(new LogTarget(java.nio.file.Path.of("a"), 0, 1))).isEmpty();
        assertThat(RotationRules.DEFAULT.haveUpkeep()).isFalse();
    }

    @Test
    void everyOptionIsRead() {
        assertThat(read(
                        "rotate_at=00:00, 12:30",
                        "rotate_every=6h",
                        "rotate_when=moon",
                        "rotation=dated",
                        "compress=GZip",
                        "max_age=30d",
                        "max_total=1GB"))
                .isEqualTo(new RotationRules(
                        List.of(
                                new TimesOfDay(List.of(LocalTime.MIDNIGHT, LocalTime.of(12, 30)), UTC),
                                new Interval(Duration.ofHours(6), UTC),
                                new SizeLimit(7)),
                        new DatedBackups(UTC),
                        Compression.GZIP,
                        Optional.of(Duration.ofDays(30)),
                        Optional.of(1L << 30)));
        assertThat(read("rotation=attic").policy()).isEqualTo(new DatedBackups(UTC));
        assertThat(read("rotation=numbered", "compress=none")).isEqualTo(RotationRules.DEFAULT);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "rotate_at=24:00   | 24:00 (expected: a time from 00:00 to 23:59, or several with commas)",
        "rotate_at=0:0,1:00 | 0:0 (expected: a time",
        "rotate_every=25h  | at most a day, or whole days",
        "rotate_every=0s   | a number with s, m, h or d, for example 6h",
        "rotate_every=6    | a number with s, m, h or d",
        "rotate_when=load  | there is no rotation trigger 'load' (expected: broken, moon, nothing)",
        "rotation=upwards  | there is no rotation 'upwards' (expected: attic, broken, dated, nothing, numbered)",
        "compress=lz4      | none, gzip, zstd",
        "max_age=-1d       | a number with s, m, h or d",
        "max_total=10K     | a number of bytes, with KB, MB or GB if wanted"
    })
    void whatIsWrongIsSaid(String line, String complaint) {
        read(line.strip());
        assertThat(problems).singleElement().asString().startsWith("stdout_logfile_").contains(complaint.strip());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "rotate_when=moon, broken | java.lang.NoSuchMethodError: Tide.high()",
        "rotate_when=nothing      | its method read has answered null",
        "rotation=broken          | java.lang.NoSuchMethodError: Tide.high()",
        "rotation=nothing         | its method read has answered null"
    })
    void whatOtherPluginsFailAtIsAProblemOfTheOptionThatNamesThem(String line, String trouble) {
        read(line.strip(), "max_age=never");
        assertThat(problems).hasSize(2).first().asString()
                .startsWith("stdout_logfile_" + line.split("=")[0] + ": plugin " + RotationOptionsTest.class.getName())
                .contains(" could not check the options stdout_logfile_…: " + trouble);
        assertThat(problems.getLast()).as("the others are read all the same").startsWith("stdout_logfile_max_age: ");
    }

    @Test
    void twoThatAreReadAlikeMakeNoDifference() {
        Services first = Services.idle();
        Services second = Services.idle();
        RotatingSinks one = new RotatingSinks(read("rotate_every=6h"), first);
        assertThat(one).isEqualTo(new RotatingSinks(read("rotate_every=360m"), second));
        assertThat(one).hasSameHashCodeAs(new RotatingSinks(read("rotate_every=6h"), second));
        assertThat(one).isNotEqualTo(new RotatingSinks(read("rotate_every=5h"), first));
    }
}
