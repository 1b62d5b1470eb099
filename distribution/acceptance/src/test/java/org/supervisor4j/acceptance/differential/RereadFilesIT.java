package org.supervisor4j.acceptance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every option with every kind of value, right and wrong, means the same to both daemons, or is refused alike. */
@Timeout(value = 600, unit = TimeUnit.SECONDS)
class RereadFilesIT {

    @Test
    void everyFileMeansTheSameToBoth() {
        List<String> failures = new ArrayList<>();
        RereadFiles.result().comparisons().forEach((name, comparison) -> {
            try {
                comparison.assertSame();
            } catch (AssertionError different) {
                failures.add(name + ": " + different.getMessage().replace(comparison.configuration(), ""));
            }
        });
        assertThat(String.join("\n", failures)).as(failures.size() + " files").isEmpty();
    }

    @Test
    void enoughFilesAreAcceptedAndEnoughAreRefused() {
        assertThat(RereadFiles.result().accepted()).isGreaterThan(150);
        assertThat(RereadFiles.result().refused()).isGreaterThan(150);
    }
}
