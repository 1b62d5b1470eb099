package org.supervisor4j.launcher.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class BackgroundWriterTest {

    private static final String LINE = "x".repeat(999) + "\n";

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final BackgroundWriter writer = new BackgroundWriter("test", this::write, 10_000);

    private void write(String line) throws IOException {
        busy.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        written.add(line);
    }

    @Test
    void noMoreWaitsThanThereIsRoomForAndTheRestIsCounted() throws Exception {
        for (int i = 0; i < 100; i++) {
            writer.write(LINE);
        }
        released.countDown();
        writer.close(() -> {});
        assertThat(written).containsExactly(
                LINE, "(96 lines of this log were dropped: it could not be written fast enough)\n", LINE, LINE, LINE);
    }

    @Test
    void aLineOfAnyLengthIsWrittenIfNothingWaits() {
        released.countDown();
        writer.write("y".repeat(100_000));
        Awaitility.await().until(() -> written.size() == 1);
        writer.close(() -> {});
        assertThat(written).containsExactly("y".repeat(100_000));
    }

    @Test
    void whatIsToBeDoneInTurnHasItsPlaceThoughNoLineHas() throws Exception {
        for (int i = 0; i < 100; i++) {
            writer.write(LINE);
        }
        busy.await();
        assertThatThrownBy(() -> writer.inTurn(() -> written.add("vain")))
                .isInstanceOf(IOException.class)
                .hasMessage("the test does not answer");
        released.countDown();
        writer.inTurn(() -> written.add("done"));
        writer.close(() -> {});
        assertThat(written).endsWith(LINE, "done").doesNotContain("vain");
    }
}
