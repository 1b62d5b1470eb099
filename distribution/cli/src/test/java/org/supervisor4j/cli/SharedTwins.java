package org.supervisor4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The beginning of tests that share one pair of daemons with programs of every kind. */
abstract class SharedTwins {

    @TempDir
    private static Path directory;

    static TwinDaemons twins;

    @BeforeAll
    static void startDaemons() throws IOException, InterruptedException {
        twins = TwinDaemons.start(directory);
        try {
            twins.settled();
        } catch (RuntimeException e) {
            twins.stop();
            throw e;
        }
    }

    @AfterAll
    static void stopDaemons() throws InterruptedException {
        if (twins != null) {
            twins.stop();
        }
    }
}
