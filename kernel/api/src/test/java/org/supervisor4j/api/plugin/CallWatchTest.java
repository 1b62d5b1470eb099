package org.supervisor4j.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who does not come back is noticed. */
@Timeout(60)
class CallWatchTest {

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CallWatch watch = new CallWatch(Duration.ofMillis(50), new CallWatch.Witness() {
        @Override
        public void hangs(String what, String where) {
            said.add(what + " in " + where);
        }

        @Override
        public void cameBack(String what) {
            said.add(what + " is back");
        }
    });

    @AfterEach
    void letAllGo() {
        gate.countDown();
    }

    private Thread hanging(String what) {
        return Thread.ofPlatform().daemon().start(() -> {
            try (CallWatch.Call _ = watch.begin(() -> what)) {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void whatHangsIsToldWithItsPlaceAndThatItIsBack() throws InterruptedException {
        Thread one = hanging("one");
        assertThat(said.take()).startsWith("one in " + CallWatchTest.class.getName() + ".lambda$hanging$");
        gate.countDown();
        one.join();
        assertThat(said).containsExactly("one is back");
    }

    @Test
    void ofThoseThatAreCalledTheSameOneIsToldAndTheLastThatComesBack() throws InterruptedException {
        Thread one = hanging("one");
        Thread same = hanging("one");
        Thread another = hanging("another");
        assertThat(said.take() + said.take()).contains("one in", "another in");
        gate.countDown();
        one.join();
        same.join();
        another.join();
        assertThat(said).containsExactlyInAnyOrder("one is back", "another is back");
    }

    @Test
    void whoIsLateLaterIsTold() throws InterruptedException {
        watch.begin(() -> "quick").close();
        hanging("one");
        assertThat(said.take()).startsWith("one in ");
        hanging("another");
        assertThat(said.take()).startsWith("another in ");
    }
}
