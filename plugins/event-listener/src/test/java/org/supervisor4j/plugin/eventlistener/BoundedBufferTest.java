package org.supervisor4j.plugin.eventlistener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedBufferTest {

    private final List<Long> discarded = new ArrayList<>();
    private int pools = 1;
    private final Room room = new Room(10_000, () -> pools);
    private final BoundedBuffer buffer = new BoundedBuffer(100, room, discarded::add);

    private static Delivery delivery(long serial, int bytes) {
        return new Delivery(new Notice(serial, "TICK_5", new byte[bytes]), serial);
    }

    @Test
    void theOldestGoWhenItIsTooMuchForTheMemory() {
        for (int i = 0; i < 20; i++) {
            buffer.add(delivery(i, 900));
        }
        assertThat(discarded).hasSize(11).startsWith(0L, 1L).endsWith(10L);
        assertThat(buffer.size()).isEqualTo(9);
        Delivery first = buffer.next().orElseThrow();
        assertThat(first.serial()).isEqualTo(11);
        buffer.giveBack(first);
        assertThat(discarded).hasSize(11);
    }

    @Test
    void oneIsKeptHoweverLargeItIs() {
        buffer.add(delivery(0, 20_000));
        assertThat(buffer.size()).isEqualTo(1);
        buffer.add(delivery(1, 20_000));
        assertThat(discarded).containsExactly(0L);
        assertThat(buffer.size()).isEqualTo(1);
    }

    @Test
    void whoHasNoMoreThanItsPartLosesNothingSinceOthersHaveMuch() {
        pools = 2;
        BoundedBuffer other = new BoundedBuffer(100, room, discarded::add);
        for (int i = 0; i < 9; i++) {
            other.add(delivery(i, 900));
        }
        for (int i = 0; i < 4; i++) {
            buffer.add(delivery(100 + i, 900));
        }
        assertThat(discarded).isEmpty();
        buffer.add(delivery(104, 900));
        assertThat(discarded).containsExactly(100L);
        other.add(delivery(9, 900));
        assertThat(discarded).containsExactly(100L, 0L, 1L, 2L, 3L, 4L);

        other.close();
        for (int i = 0; i < 5; i++) {
            buffer.add(delivery(105 + i, 900));
        }
        assertThat(buffer.size()).isEqualTo(9);
    }
}
