package org.supervisor4j.plugin.eventlistener;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.event.RemoteCommunicationEvent;

/** What tests of pools that discard nothing have in common. */
abstract class SpillingPools {

    static final String NAME = "p";
    static final String LARGE = "x".repeat(20_000);

    @TempDir
    Path directory;

    final ManualTiming timing = new ManualTiming();
    final Pools pools = new Pools(() -> "id", _ -> {}, timing, new AtomicLong()::getAndIncrement);
    final SaidLines said = SaidLines.record(SpillingPools.class.getPackageName());

    @AfterEach
    void stopListening() {
        said.close();
    }

    PoolSettings settings(String name) {
        return new PoolSettings(
                name,
                new TreeSet<>(List.of("EVENT")),
                OptionalInt.empty(),
                directory,
                StockHandler.INSTANCE,
                LengthUnit.CHARACTERS,
                Duration.ofSeconds(60));
    }

    void send(int from, int to) {
        for (int i = from; i < to; i++) {
            pools.onEvent(new RemoteCommunicationEvent(String.valueOf(i), LARGE));
        }
    }

    static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    static List<String> numbers(Child child) {
        return child.payloads().stream().map(payload -> payload.split("\n")[0].replace("type:", "")).toList();
    }
}
