package org.supervisor4j.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that do not come back cost those who wait for them, and nobody else anything. */
@Timeout(60)
class CallThreadsTest {

    private static final int MOST = 3;

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CallThreads patient = threads(Duration.ofMinutes(5));
    private final CallThreads impatient = threads(Duration.ofMillis(100));

    private CallThreads threads(Duration patience) {
        return new CallThreads("threads", MOST, patience, new CallWatch.Witness() {
            @Override
            public void hangs(String what, String where) {
                said.add(what);
            }

            @Override
            public void cameBack(String what) {
                said.add(what + " is back");
            }
        });
    }

    @AfterEach
    void letAllGo() {
        gate.countDown();
    }

    private Object stay() throws InterruptedException {
        gate.await();
        return "late";
    }

    @Test
    void whatComesBackIsTheAnswerAndSoIsWhateverIsThrown() {
        assertThat(patient.call(() -> "it", () -> Thread.currentThread().getName()).join()).isEqualTo("threads");
        assertThat(patient.call(() -> "it", () -> Thread.currentThread().getContextClassLoader()).join()).as("whose they are")
                .isEqualTo(getClass().getClassLoader());
        for (Throwable failure : List.of(new IOException("no"), new StackOverflowError(), new NoClassDefFoundError("Gone"))) {
            assertThatThrownBy(patient.call(() -> "it", () -> {
                throw failure;
            })::join).isInstanceOf(CompletionException.class).hasCause(failure);
        }
        assertThat(said).isEmpty();
    }

    @Test
    void whatHangsIsInterruptedWhenItIsWantedNoLonger() throws InterruptedException {
        CompletableFuture<Object> answer = impatient.call(() -> "it", this::stay);
        assertThat(said.take()).isEqualTo("it");
        assertThatThrownBy(() -> {
            while (!answer.isDone()) { // whether it has been late for the threads, too, is nobody's to see
                impatient.withdrawn();
                Thread.onSpinWait();
            }
            answer.join();
        }).hasCauseInstanceOf(CallThreads.GivenUpException.class).hasMessageContaining("it has not come back for 0 s, and its plugin has gone");
        assertThatThrownBy(impatient.call(() -> "another", this::stay)::join).as("which hangs only then")
                .hasMessageContaining("another has not come back for 0 s, and its plugin has gone");
    }

    @Test
    void whatDoesNotHangYetMayEndAllTheSame() {
        CompletableFuture<Object> answer = patient.call(() -> "it", this::stay);
        patient.withdrawn();
        gate.countDown();
        assertThat(answer.join()).isEqualTo("late");
    }

    @Test
    void whoseTurnDoesNotComeIsToldSo() {
        List<CompletableFuture<Object>> hanging = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            hanging.add(impatient.call(() -> "it", this::stay));
        }
        assertThatThrownBy(impatient.call(() -> "another", () -> "answer")::join)
                .hasCauseInstanceOf(CallThreads.GivenUpException.class)
                .hasMessageContaining("another is not called: 3 calls before have not come back for 0 s");
        assertThat(impatient.waiting()).as("kept of what is given up").isZero();
        gate.countDown();
        assertThat(hanging).allSatisfy(one -> assertThat(one.join()).isEqualTo("late"));
        assertThat(impatient.call(() -> "another", () -> "answer").join()).isEqualTo("answer");
    }
}
