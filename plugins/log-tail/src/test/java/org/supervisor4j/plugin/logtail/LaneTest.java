package org.supervisor4j.plugin.logtail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTest {

    private final List<String> done = new ArrayList<>();
    private boolean hasThreads = true;
    private final Lane lane = new Lane(work -> {
        if (!hasThreads) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        work.run();
    });

    @Test
    void whatFailsKeepsNothingElseFromBeingDone() {
        lane.execute(() -> {
            throw new IllegalStateException("a defect");
        });
        lane.execute(() -> done.add("next"));
        assertThat(done).containsExactly("next");
    }

    @Test
    void whatComesWhileItIsAtWorkIsDoneAfterwards() {
        lane.execute(() -> {
            lane.execute(() -> done.add("second"));
            done.add("first");
        });
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void whatCameWhenThereWasNoThreadIsDoneBeforeWhatComesNext() {
        hasThreads = false;
        lane.execute(() -> done.add("first"));
        assertThat(done).isEmpty();
        hasThreads = true;
        lane.execute(() -> done.add("second"));
        assertThat(done).containsExactly("first", "second");
    }
}
