package org.supervisor4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The beginning of a class of tests that share one pair of daemons with programs of every kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedTwins {

    TwinDaemons twins;

    @BeforeAll
    void startDaemons(@TempDir Path directory) throws IOException, InterruptedException {
        twins = TwinDaemons.start(directory);
        try {
            twins.settled();
        } catch (RuntimeException e) {
            twins.stop();
            throw e;
        }
    }

    @AfterAll
    void stopDaemons() throws InterruptedException {
        if (twins != null) {
            twins.stop();
        }
    }
}
