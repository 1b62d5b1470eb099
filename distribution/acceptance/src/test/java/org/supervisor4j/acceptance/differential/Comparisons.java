package org.supervisor4j.acceptance.differential;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Runs scenarios side by side, a bounded number at a time, each once however many tests ask for it. The reference needs
 * a second for every transition and mostly waits, so more pairs run than there are processors.
 */
final class Comparisons {

    private static final int PAIRS = 4;
    private static final ExecutorService POOL = Executors.newFixedThreadPool(PAIRS,
            Thread.ofPlatform().daemon().name("pair-", 1).factory());
    private static final Map<String, CompletableFuture<Comparison>> STARTED = new ConcurrentHashMap<>();

    private Comparisons() {
    }

    static CompletableFuture<Comparison> of(Scenario scenario) {
        return STARTED.computeIfAbsent(scenario.name(),
                _ -> CompletableFuture.supplyAsync(() -> inFolder(scenario), POOL));
    }

    /** A short name: the path of a unix socket has a hundred characters. */
    private static Comparison inFolder(Scenario scenario) {
        try {
            Path folder = Files.createTempDirectory("pair");
            try {
                return scenario.run(folder.toRealPath());
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
