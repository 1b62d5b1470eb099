package org.supervisor4j.plugin.logrotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.supervisor4j.plugin.logrotation.Logs.UTC;
import static org.supervisor4j.plugin.logrotation.Logs.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.RotationTrigger;

@Timeout(20)
class TimedRotationTest {

    private static final RotationRules AT_MIDNIGHT =
            Logs.rules(new DatedBackups(UTC), new TimesOfDay(List.of(LocalTime.MIDNIGHT), UTC));

    @TempDir
    Path folder;

    private Logs logs;

    @BeforeEach
    void prepare() {
        logs = new Logs(folder);
    }

    private void writtenAt(String moment) throws IOException {
        Files.setLastModifiedTime(logs.file("out.log"), FileTime.from(Instant.parse(moment)));
    }

    @Test
    void itComesThoughNothingIsWritten() throws IOException {
        try (LogSink sink = logs.open(AT_MIDNIGHT, 0, 10)) {
            write(sink, "sunday");
            logs.clock.pass(Duration.ofHours(10));
            assertThat(logs.contents())
                    .containsExactly(entry("out.log", ""), entry("out.log.2026-11-23T000000", "sunday"));
            logs.clock.pass(Duration.ofDays(3));
            assertThat(logs.contents()).as("an empty log stays as it is").hasSize(2);
            write(sink, "thursday");
            logs.clock.pass(Duration.ofDays(1));
            assertThat(logs.contents()).containsEntry("out.log.2026-11-27T000000", "thursday");
        }
        assertThat(logs.clock.alarms()).isEmpty();
    }

    @Test
    void whatIsWrittenLaterIsInTheNextFileThoughTheTimerIsLate() throws IOException {
        try (LogSink sink = logs.open(AT_MIDNIGHT, 0, 10)) {
            write(sink, "sunday");
            logs.clock.set("2026-11-23T00:00:00.001Z");
            write(sink, "monday");
            assertThat(logs.contents())
                    .containsExactly(entry("out.log", "monday"), entry("out.log.2026-11-23T000000", "sunday"));
            logs.clock.pass(Duration.ofHours(1));
            assertThat(logs.contents()).hasSize(2);
        }
    }

    @Test
    void sizeAndTimeGoTogether() throws IOException {
        RotationRules rules = Logs.rules(new NumberedBackups(), new Interval(Duration.ofHours(1), UTC));
        try (LogSink sink = logs.open(rules, 5, 3)) {
            write(sink, "12345");
            write(sink, "6");
            logs.clock.pass(Duration.ofHours(1));
            write(sink, "7");
        }
        assertThat(logs.contents())
                .containsExactly(entry("out.log", "7"), entry("out.log.1", "6"), entry("out.log.2", "12345"));
    }

    @Test
    void oneThatWasMissedIsMadeUpForByTheTimeOfTheFile() throws IOException {
        Files.writeString(logs.file("out.log"), "friday");
        writtenAt("2026-11-20T22:00:00Z");
        logs.open(AT_MIDNIGHT, 0, 10).close();
        assertThat(logs.contents())
                .containsExactly(entry("out.log", ""), entry("out.log.2026-11-21T000000", "friday"));
    }

    @Test
    void aRestartWithinTheDayRotatesNothing() throws IOException {
        Files.writeString(logs.file("out.log"), "today");
        writtenAt("2026-11-22T00:00:00Z");
        try (LogSink sink = logs.open(AT_MIDNIGHT, 0, 10)) {
            write(sink, " and now");
            assertThat(logs.contents()).containsExactly(entry("out.log", "today and now"));
        }
    }

    @Test
    void aFileFromTheFutureCountsAsOfNow() throws IOException {
        Files.writeString(logs.file("out.log"), "text");
        writtenAt("2031-01-01T00:00:00Z");
        try (LogSink sink = logs.open(AT_MIDNIGHT, 0, 10)) {
            logs.clock.pass(Duration.ofHours(9));
            assertThat(logs.contents()).containsKey("out.log.2026-11-23T000000");
            write(sink, "more");
        }
    }

    @Test
    void whoHasOpenedItWithAWrongClockRotatesByTheRightOne() throws IOException {
        logs.clock.set("2027-11-22T15:00:00Z");
        try (LogSink sink = logs.open(AT_MIDNIGHT, 0, 10)) {
            write(sink, "text");
            logs.clock.set("2026-11-22T15:00:00Z");
            logs.clock.ringAll();
            assertThat(logs.clock.alarms()).containsExactly(Instant.parse("2026-11-23T00:00:00Z"));
            logs.clock.pass(Duration.ofHours(9));
            assertThat(logs.contents()).containsEntry("out.log.2026-11-23T000000", "text");
        }
    }

    @Test
    void oneThatIsImpossibleLosesNothingAndComesAgain() throws IOException {
        RotationRules rules =
                Logs.rules(new NumberedBackups(), new TimesOfDay(List.of(LocalTime.MIDNIGHT), UTC));
        Files.createDirectories(logs.file("out.log.1/not empty"));
        try (LogSink sink = logs.open(rules, 0, 1)) {
            write(sink, "sunday ");
            logs.clock.set("2026-11-23T00:00:00Z");
            write(sink, "monday");
            assertThat(logs.file("out.log")).hasContent("sunday monday");
            Files.delete(logs.file("out.log.1/not empty"));
            Files.delete(logs.file("out.log.1"));
            logs.clock.pass(Duration.ofDays(1));
        }
        assertThat(logs.contents()).containsExactly(entry("out.log", ""), entry("out.log.1", "sunday monday"));
    }

    @Test
    void withoutBackupsTheContentIsDropped() throws IOException {
        try (LogSink sink = logs.open(AT_MIDNIGHT, 0, 0)) {
            write(sink, "sunday");
            logs.clock.pass(Duration.ofHours(9));
            write(sink, "monday");
        }
        assertThat(logs.contents()).containsExactly(entry("out.log", "monday"));
    }

    @Test
    void aDeviceIsNeverRotated() throws IOException {
        Files.createSymbolicLink(logs.file("out.log"), Path.of("/dev/null"));
        try (LogSink sink = logs.open(AT_MIDNIGHT, 1, 1)) {
            write(sink, "swallowed");
            logs.clock.pass(Duration.ofDays(2));
            assertThat(logs.openLogs().rotate(logs.file("out.log"))).isFalse();
        }
        assertThat(logs.file("out.log")).isSymbolicLink();
    }

    @Test
    void aTriggerThatIsWrongKeepsNobodyBusy() throws IOException {
        RotationTrigger stuck = new RotationTrigger() {
            @Override
            public Optional<Instant> next(Instant since) {
                return Optional.of(since);
            }
        };
        try (LogSink sink = logs.open(Logs.rules(new NumberedBackups(), stuck), 0, 1)) {
            write(sink, "text");
            assertThat(logs.clock.alarms()).isEmpty();
        }
    }

    @Test
    void itComesOnRequest() throws IOException {
        try (LogSink sink = logs.open(RotationRules.DEFAULT, 0, 2)) {
            assertThat(logs.openLogs().rotate(logs.file("out.log"))).as("an empty one is done").isTrue();
            write(sink, "text");
            assertThat(logs.openLogs().rotate(folder.resolve("../" + folder.getFileName() + "/out.log"))).isTrue();
            assertThat(logs.openLogs().rotate(logs.file("other.log"))).isFalse();
        }
        assertThat(logs.contents()).containsExactly(entry("out.log", ""), entry("out.log.1", "text"));
        assertThat(logs.openLogs().rotate(logs.file("out.log"))).as("of a closed log").isFalse();
    }
}
