package org.supervisor4j.plugin.eventlistener;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.RemoteCommunicationEvent;
import org.supervisor4j.api.event.ResultHandler;

/** What tests of pools with a bound have in common. */
abstract class BoundedPools {

    final ManualTiming timing = new ManualTiming();
    final List<SortedSet<String>> subscriptions = new ArrayList<>();
    final Pools pools = new Pools(() -> "id", subscriptions::add, timing, new AtomicLong()::getAndIncrement);
    final SaidLines said = SaidLines.record(BoundedPools.class.getPackageName());
    ResultHandler handler = StockHandler.INSTANCE;
    LengthUnit unit = LengthUnit.CHARACTERS;

    @AfterEach
    void stopListening() {
        said.close();
    }

    Pool pool(String name, int bufferSize, String... events) {
        PoolSettings settings = new PoolSettings(
                name,
                new TreeSet<>(List.of(events)),
                OptionalInt.of(bufferSize),
                Path.of("/nowhere"),
                handler,
                unit,
                Duration.ofSeconds(60));
        return pools.open(settings, Optional.empty(), Runnable::run, Runnable::run);
    }

    static Event remote(int number) {
        return new RemoteCommunicationEvent("t", String.valueOf(number));
    }
}
