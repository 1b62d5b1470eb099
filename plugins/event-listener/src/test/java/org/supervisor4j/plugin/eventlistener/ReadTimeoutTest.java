package org.supervisor4j.plugin.eventlistener;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listeners that do not read what they are sent. */
@Timeout(30)
class ReadTimeoutTest extends BoundedPools {

    @Test
    void aListenerThatDoesNotReadLeavesItsEventToTheNextOne() {
        Pool pool = pool("p", 10, "EVENT");
        Child a = new Child(pool, "a").running().says("READY\n");
        Child b = new Child(pool, "b").running();
        pools.onEvent(remote(1));
        a.unread = 1_000;
        timing.pass(Duration.ofSeconds(59));
        b.says("READY\n");
        assertThat(b.got()).isEmpty();
        timing.pass(Duration.ofSeconds(1));
        assertThat(b.payloads()).containsExactly("1");
        assertThat(said.lines()).first().isEqualTo("WARN a: has not read event 0 for 60 seconds (read_timeout)");
    }

    @Test
    void aListenerThatHasReadMayTakeItsTime() {
        Pool pool = pool("p", 10, "EVENT");
        Child a = new Child(pool, "a").running().says("READY\n");
        Child b = new Child(pool, "b").running().says("READY\n");
        pools.onEvent(remote(1));
        timing.pass(Duration.ofDays(1));
        assertThat(b.got()).isEmpty();
        a.says("RESULT 2\nOKREADY\n");
        pools.onEvent(remote(2));
        assertThat(a.payloads()).containsExactly("1", "2");
    }

    @Test
    void aListenerThatHasClosedItsInputIsPassedOver() {
        Pool pool = pool("p", 10, "EVENT");
        Child a = new Child(pool, "a").running().says("READY\n");
        Child b = new Child(pool, "b").running().says("READY\n");
        a.isClosed = true;
        pools.onEvent(remote(1));
        assertThat(b.payloads()).containsExactly("1");
        pools.onEvent(remote(2));
        b.says("RESULT 2\nOKREADY\n");
        assertThat(b.payloads()).containsExactly("1", "2");
    }

    @Test
    void aListenerThatReadsSlowlyButSteadilyKeepsItsEvent() {
        Pool pool = pool("p", 10, "EVENT");
        Child a = new Child(pool, "a").running().says("READY\n");
        Child b = new Child(pool, "b").running().says("READY\n");
        pools.onEvent(remote(1));
        for (int unread = 50; unread > 0; unread -= 10) {
            a.unread = unread;
            timing.pass(Duration.ofSeconds(60));
            assertThat(b.got()).isEmpty();
        }
        timing.pass(Duration.ofSeconds(60));
        assertThat(b.payloads()).containsExactly("1");
    }

    @Test
    void whoStopsReadingInTheMiddleOfAnEventHasNoMoreThanTheTimeFromThen() {
        Pool pool = pool("p", 10, "EVENT");
        Child a = new Child(pool, "a").running().says("READY\n");
        Child b = new Child(pool, "b").running().says("READY\n");
        pools.onEvent(remote(1));
        a.unread = 50; // and never less
        timing.pass(Duration.ofMillis(7_500));
        timing.pass(Duration.ofMillis(59_999));
        assertThat(b.got()).isEmpty();
        timing.pass(Duration.ofMillis(1));
        assertThat(b.payloads()).containsExactly("1");
        assertThat(said.lines()).first().isEqualTo("WARN a: has not read event 0 for 60 seconds (read_timeout)");
    }

    @Test
    void anInputThatCannotBeAskedIsNoReasonNotToLookAtTheOthers() {
        Pool pool = pool("p", 10, "EVENT");
        Child a = new Child(pool, "a").running().says("READY\n");
        Child b = new Child(pool, "b").running().says("READY\n");
        Child c = new Child(pool, "c").running().says("READY\n");
        pools.onEvent(remote(1));
        pools.onEvent(remote(2));
        a.cannotBeAsked = true;
        b.unread = 1_000;
        timing.pass(Duration.ofSeconds(60));
        assertThat(c.payloads()).containsExactly("2");
        assertThat(said.lines()).contains("WARN b: has not read event 1 for 60 seconds (read_timeout)");
    }
}
