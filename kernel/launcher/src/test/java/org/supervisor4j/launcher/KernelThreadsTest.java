package org.supervisor4j.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.core.HostedPlugins;
import org.supervisor4j.core.output.AppendingSinks;
import org.supervisor4j.posix.ErrnoException;
import org.supervisor4j.posix.LinuxPosix;

@Timeout(30)
class KernelThreadsTest {

    private final AtomicBoolean closed = new AtomicBoolean();

    @Test
    void theEndWaitsUntilTheHooksOfTheGroupsAreClosed() throws ErrnoException {
        KernelThreads threads = threads();
        threads.kernel().launcher().close("g", new Hooks(KernelThreadsTest::takeAWhile));

        threads.close();

        assertThat(closed).isTrue();
    }

    @Test
    void theEndDoesNotWaitForEverForAPlugin() throws ErrnoException {
        CountDownLatch never = new CountDownLatch(1);
        KernelThreads threads = threads();
        threads.kernel().launcher().close("g", new Hooks(() -> awaitUninterrupted(never)));

        threads.close();

        assertThat(closed).isFalse();
        never.countDown();
    }

    @Test
    void whoWaitsForADiskHoldsUpNobodyAndNoThreadThatRequestsShare() throws Exception {
        CountDownLatch diskIsBack = new CountDownLatch(1);
        try (ExecutorService workers = KernelThreads.workers()) {
            List<Future<Boolean>> hanging = IntStream.range(0, 20)
                    .mapToObj(_ -> workers.submit(() -> {
                        diskIsBack.await();
                        return Thread.currentThread().isVirtual();
                    }))
                    .toList();
            assertThat(workers.submit(() -> "works").get()).isEqualTo("works");
            diskIsBack.countDown();
            for (Future<Boolean> one : hanging) {
                assertThat(one.get()).isFalse();
            }
        }
    }

    private static KernelThreads threads() throws ErrnoException {
        return new KernelThreads(new LinuxPosix(), Map.of(), new DeferredActivityLog(), AppendingSinks::new, () -> {
            throw new ConfigurationException("nothing is read here");
        }, HostedPlugins.CLASSES);
    }

    /** Longer than an end that does not wait. */
    private static void takeAWhile() {
        try {
            for (int i = 0; i < 20; i++) {
                assertThat(new ProcessBuilder("/bin/true").start().waitFor()).isZero();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private final class Hooks implements GroupHooks {
        private final Runnable closing;

        Hooks(Runnable closing) {
            this.closing = closing;
        }

        @Override
        public Optional<ListeningSocket> acquire(ProcessId process) {
            return Optional.empty();
        }

        @Override
        public void release(ProcessId process) {
            // nothing was acquired
        }

        @Override
        public void close() {
            closing.run();
            closed.set(true);
        }
    }
}
