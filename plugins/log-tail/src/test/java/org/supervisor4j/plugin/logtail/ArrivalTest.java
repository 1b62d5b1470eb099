package org.supervisor4j.plugin.logtail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArrivalTest {

    private final List<String> happened = new ArrayList<>();
    private final AsyncContext context = (AsyncContext) Proxy.newProxyInstance(
            ArrivalTest.class.getClassLoader(), new Class<?>[] {AsyncContext.class}, (_, method, _) -> {
                if (!method.getName().startsWith("get")) {
                    happened.add(method.getName());
                }
                return null;
            });
    private final AsyncEvent event = new AsyncEvent(context);
    private final Arrival arrival = new Arrival(context, () -> happened.add("place left"));

    @Test
    void whoGoesBeforeHisLogIsOpenLeavesHisPlaceAtOnceAndGetsNoStream() {
        arrival.onError(event);
        arrival.onComplete(event);
        assertThat(happened).containsExactly("place left", "complete");
        assertThat(arrival.settle()).isFalse();
        arrival.refuse(503);
        assertThat(happened).hasSize(2);
    }

    @Test
    void thePlaceOfWhoHasAStreamIsTheStreamsAndWhoMadeItHearsOfHisGoing() {
        assertThat(arrival.settle()).isTrue();
        assertThat(arrival.isGone()).isFalse();
        arrival.onError(event);
        assertThat(arrival.isGone()).isTrue();
        assertThat(happened).isEmpty();
    }
}
