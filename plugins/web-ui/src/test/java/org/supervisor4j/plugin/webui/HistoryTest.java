package org.supervisor4j.plugin.webui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessState;

class HistoryTest {

    private final History history = new History();

    private void happens(String group, int times) {
        for (int i = 0; i < times; i++) {
            history.add(new History.Happening(history.count() + 1, Instant.EPOCH, new ProcessId(group, group), ProcessState.STARTING,
                    ProcessState.RUNNING, 1, ""), false, "");
        }
    }

    private List<Long> numbers(String group) {
        return history.after(0).stream().filter(one -> one.process().group().equals(group)).map(History.Happening::number).toList();
    }

    @Test
    void aNoisyGroupPushesOutItsOwnOnly() {
        happens("quiet", 3);
        happens("noisy", 10 * History.RECENT);

        assertThat(numbers("quiet")).containsExactly(1L, 2L, 3L);
        assertThat(numbers("noisy")).hasSize(History.RECENT - 3).endsWith(history.count());
        assertThat(history.after(0)).extracting(History.Happening::number).isSorted();
    }

    @Test
    void twoNoisyGroupsShare() {
        happens("first", History.RECENT);
        happens("second", History.RECENT);
        assertThat(numbers("first")).hasSize(History.RECENT / 2).endsWith((long) History.RECENT);
    }

    @Test
    void ofMoreGroupsThanThereIsRoomForTheLatestAreKept() {
        for (int i = 0; i < History.RECENT + 5; i++) {
            happens("g" + i, 1);
        }
        assertThat(history.after(0)).hasSize(History.RECENT);
        assertThat(numbers("g4")).isEmpty();
        assertThat(numbers("g5")).hasSize(1);
    }

    @Test
    void onlyWhatIsNewIsAskedFor() {
        happens("a", 5);
        assertThat(history.after(3)).extracting(History.Happening::number).containsExactly(4L, 5L);
        assertThat(history.after(5)).isEmpty();
    }
}
