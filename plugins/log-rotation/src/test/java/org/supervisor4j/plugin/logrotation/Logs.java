package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogTarget;
import org.supervisor4j.api.log.RotationPolicy;
import org.supervisor4j.api.log.RotationTrigger;

/** Logs in a folder on a clock of their own; what is done in the background is done when it is asked for. */
final class Logs {

    static final ZoneId UTC = ZoneId.of("UTC");

    final Path folder;
    final ManualClock clock = new ManualClock("2026-11-22T15:00:00Z");
    final Deque<Runnable> background = new ArrayDeque<>();
    private final Duration grace;
    private Services services;

    Logs(Path folder) {
        this(folder, Duration.ZERO);
    }

    Logs(Path folder, Duration grace) {
        this.folder = folder;
        this.grace = grace;
        restart();
    }

    /** As if the daemon had been killed. */
    void restart() {
        Places places = new Places();
        background.clear();
        clock.forgetAlarms();
        Upkeep upkeep = new Upkeep(clock, clock, places, (_, task) -> background.add(task), grace);
        services = new Services(clock, clock, (_, task) -> task.run(), places, upkeep, new OpenLogs());
    }

    void doBackground() {
        while (!background.isEmpty()) {
            background.remove().run();
        }
    }

    OpenLogs openLogs() {
        return services.openLogs();
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    LogSink open(RotationRules rules, long maxBytes, int backups) throws IOException {
        return new RotatingSinks(rules, services).open(new LogTarget(file("out.log"), maxBytes, backups));
    }

    static RotationRules rules(RotationPolicy policy, RotationTrigger... triggers) {
        return new RotationRules(List.of(triggers), policy, Compression.NONE, Optional.empty(), Optional.empty());
    }

    static void write(LogSink sink, String text) throws IOException {
        sink.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** What is in the folder, sorted. */
    List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in the folder, hidden files included, with what the files say. */
    TreeMap<String, String> contents() {
        TreeMap<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                contents.put(file.getFileName().toString(), text(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    private static String text(Path file) throws IOException {
        for (Compression compression : Compression.values()) {
            if (compression != Compression.NONE && file.toString().endsWith(compression.suffix())) {
                try (InputStream in = compression.expanding(Files.newInputStream(file))) {
                    return compression.suffix().substring(1) + ":" + new String(in.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        return Files.readString(file);
    }
}
