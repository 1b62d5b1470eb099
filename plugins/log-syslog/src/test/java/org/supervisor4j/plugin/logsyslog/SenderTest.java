package org.supervisor4j.plugin.logsyslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.plugin.logsyslog.ScriptedLink.Mood;

@Timeout(60)
class SenderTest {

    private static final Address REMOTE = new Address.Remote(Address.Protocol.TCP, "logs", 514);
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(10);

    private final ActivityMessages said = new ActivityMessages();
    private final ScriptedLink link = new ScriptedLink();
    private Timing timing = new Timing(SHORT, SHORT, Duration.ofMillis(40), SHORT, Duration.ZERO, Duration.ZERO);
    private final Senders senders = new Senders(_ -> link, _ -> timing, 1_000);

    @AfterEach
    void close() {
        senders.close(Duration.ZERO);
        said.close();
    }

    private static void offer(Sender sender, String text, boolean block) {
        try {
            sender.offer(text.getBytes(StandardCharsets.UTF_8), block);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(i -> "message " + i).toList();
    }

    @Test
    void whatIsOfferedIsSentInOrder() {
        Sender sender = senders.join(REMOTE);
        numbers(500).forEach(text -> offer(sender, text, true));
        sender.flush(BOUND);
        assertThat(link.received()).isEqualTo(numbers(500));
        assertThat(said.lines()).isEmpty();
        sender.leave();
    }

    @Test
    void whatWaitsIsSentWhenThereIsSomebodyAgain() {
        link.be(Mood.ABSENT);
        Sender sender = senders.join(REMOTE);
        numbers(5).forEach(text -> offer(sender, text, false));
        await().until(() -> link.attempts() > 2);
        link.be(Mood.WELL);
        await().untilAsserted(() -> assertThat(said.lines())
                .containsExactly(
                        "WARN The syslog at tcp://logs:514 cannot be reached, messages wait for it: nobody there",
                        "WARN The syslog at tcp://logs:514 takes messages again, 0 were lost"));
        assertThat(link.received()).isEqualTo(numbers(5));
        sender.leave();
    }

    @Test
    void whatHasNoRoomIsLostAndCountedAndHoldsNobodyUp() {
        link.be(Mood.ABSENT);
        Sender sender = senders.join(REMOTE);
        offer(sender, "message 0", false);
        await().until(() -> !said.lines().isEmpty());
        IntStream.range(1, 1_000).forEach(i -> offer(sender, "message " + i, false));
        assertThat(said.lines()).last().isEqualTo(
                "WARN Messages to the syslog at tcp://logs:514 are lost: too many wait for it already");
        link.be(Mood.WELL);
        await().until(() -> said.lines().size() == 3);
        int kept = link.received().size();
        assertThat(said.lines()).last()
                .isEqualTo("WARN The syslog at tcp://logs:514 takes messages again, " + (1_000 - kept) + " were lost");
        assertThat(link.received()).isEqualTo(numbers(kept));
        assertThat(kept).isBetween(5, 20); // 1,000 bytes of them
        sender.leave();
    }

    @Test
    void aReceiverThatTakesNothingHoldsWritersUpForAMomentOnly() {
        link.be(Mood.STUCK);
        Sender sender = senders.join(REMOTE);
        numbers(2_000).forEach(text -> offer(sender, text, false));
        assertThat(said.lines()).containsExactly(
                "WARN Messages to the syslog at tcp://logs:514 are lost: it takes them too slowly");
        link.be(Mood.WELL);
        await().until(() -> said.lines().size() == 2);
        assertThat(said.lines()).last().asString().endsWith((2_000 - link.received().size()) + " were lost");
        sender.leave();
    }

    @Test
    void whoWantsToMissNothingWaitsForRoom() {
        link.be(Mood.STUCK);
        Sender sender = senders.join(REMOTE);
        CompletableFuture<Void> writer =
                CompletableFuture.runAsync(() -> numbers(2_000).forEach(text -> offer(sender, text, true)));
        await().until(() -> link.attempts() > 0);
        assertThat(writer).isNotDone();
        link.be(Mood.ABSENT);
        await().until(() -> link.attempts() > 2);
        assertThat(writer).isNotDone();
        link.be(Mood.WELL);
        await().until(writer::isDone);
        sender.flush(BOUND);
        assertThat(link.received()).isEqualTo(numbers(2_000));
        sender.leave();
    }

    @Test
    void theEndOfTheDaemonHoldsNobodyUpAndWhatIsLostIsSaid() {
        link.be(Mood.STUCK);
        timing = new Timing(SHORT, SHORT, SHORT, BOUND, Duration.ZERO, Duration.ZERO);
        Sender sender = senders.join(REMOTE);
        CompletableFuture<Void> writer =
                CompletableFuture.runAsync(() -> numbers(2_000).forEach(text -> offer(sender, text, true)));
        await().until(() -> link.attempts() > 0);
        sender.close();
        await().until(writer::isDone);
        sender.leave();
        senders.close(SHORT);
        assertThat(said.lines()).last().isEqualTo(
                "WARN 2000 messages to the syslog at tcp://logs:514 were lost at the end");
    }

    @Test
    void whenTheLastUserHasGoneTheRestIsSentAndTheThreadEnds() {
        Sender sender = senders.join(REMOTE);
        assertThat(senders.join(REMOTE)).isSameAs(sender);
        sender.leave();
        numbers(5).forEach(text -> offer(sender, text, false));
        sender.leave();
        await().until(() -> link.closings() == 1);
        assertThat(link.received()).isEqualTo(numbers(5));
        Sender next = senders.join(REMOTE);
        assertThat(next).isNotSameAs(sender);
        next.leave();
    }

    @Test
    void whatCannotBeSentWhenTheLastUserHasGoneIsGivenUp() {
        link.be(Mood.STUCK);
        Sender sender = senders.join(REMOTE);
        numbers(5).forEach(text -> offer(sender, text, false));
        sender.leave();
        await().untilAsserted(() -> assertThat(said.lines()).containsExactly(
                "WARN 5 messages to the syslog at tcp://logs:514 were lost at the end"));
        await().until(() -> link.closings() == 2); // after the failure, and at the end
    }

    @Test
    void aNewUserInTimeFindsTheSameSender() {
        timing = new Timing(SHORT, SHORT, SHORT, BOUND, Duration.ZERO, Duration.ZERO);
        Sender sender = senders.join(REMOTE);
        sender.leave();
        assertThat(senders.join(REMOTE)).isSameAs(sender);
        sender.leave();
    }

    @Test
    void messagesOfWhichItIsHeardLaterThatTheyAreLostAreCounted() {
        timing = new Timing(SHORT, SHORT, SHORT, SHORT, Duration.ofMillis(1), Duration.ZERO);
        link.refuse(2);
        Sender sender = senders.join(REMOTE);
        offer(sender, "one", false);
        await().until(() -> !said.lines().isEmpty());
        await().until(() -> {
            offer(sender, "another", false);
            return said.lines().size() == 2;
        });
        assertThat(said.lines()).containsExactly(
                "WARN Messages to the syslog at tcp://logs:514 are lost: nobody listens there",
                "WARN The syslog at tcp://logs:514 takes messages again, 2 were lost");
        sender.leave();
    }

    @Test
    void aDefectOfALinkIsAFailureLikeAnyOther() {
        link.be(Mood.DEFECT);
        Sender sender = senders.join(REMOTE);
        offer(sender, "one", false);
        await().until(() -> link.attempts() > 2);
        link.be(Mood.WELL);
        await().until(() -> link.received().equals(List.of("one")));
        assertThat(said.lines()).first().asString().endsWith("java.lang.IllegalStateException: a defect");
        sender.leave();
    }
}
