package org.supervisor4j.plugin.logrotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PlacesTest {

    private static final Path PLACE = Path.of("/logs/a.log");

    private final Places places = new Places();

    @Test
    void workAtOneLogThatHangsHoldsUpNoOther() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch diskIsBack = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<String> hangs = threads.submit(() -> places.alone(PLACE, () -> {
                begun.countDown();
                await(diskIsBack);
                return "back";
            }));
            begun.await();
            for (int i = 0; i < 1_000; i++) {
                assertThat(places.<Boolean>alone(Path.of("/logs/" + i), () -> true)).isTrue();
            }
            diskIsBack.countDown();
            assertThat(hangs.get()).isEqualTo("back");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void atOneLogOnlyOneWorksAtATime() throws Exception {
        AtomicInteger working = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Integer> most : threads.invokeAll(IntStream.range(0, 2_000)
                    .mapToObj(_ -> (Callable<Integer>) () -> places.alone(PLACE, () -> {
                        int now = working.incrementAndGet();
                        Thread.yield();
                        working.decrementAndGet();
                        return now;
                    }))
                    .toList())) {
                assertThat(most.get()).isEqualTo(1);
            }
        }
    }

    @Test
    void oneThatFailsLeavesItToOthers() throws IOException {
        for (int i = 0; i < 2; i++) {
            try {
                places.alone(PLACE, () -> {
                    throw new IOException("no disk");
                });
            } catch (IOException e) {
                assertThat(e).hasMessage("no disk");
            }
        }
        assertThat(places.<Boolean>alone(PLACE, () -> true)).isTrue();
    }
}
