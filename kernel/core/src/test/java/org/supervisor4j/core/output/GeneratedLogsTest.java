package org.supervisor4j.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.config.DaemonConfig;
import org.supervisor4j.config.LogLevel;
import org.supervisor4j.config.LogOutputs;

class GeneratedLogsTest {

    private static final String LOG = "web-stdout---supervisor-abcdefgh.log";

    @TempDir
    private Path directory;

    private GeneratedLogs logs() {
        return new GeneratedLogs(new DaemonConfig(
                Optional.empty(), 0, 0, LogLevel.INFO, Path.of("/nowhere.pid"), 022, true, false, 1024, 200, false,
                directory, Optional.empty(), Optional.empty(), false, Map.of(), "supervisor", LogOutputs.NONE));
    }

    @Test
    void allThatRotationMakesOfAnOldLogIsRemovedWithItAndNothingElse() throws IOException {
        List<String> ours = List.of(
                LOG, LOG + ".1", LOG + ".10.gz", LOG + ".3.zst", LOG + ".2026-11-22T000000", LOG + ".2026-11-22T000000-2",
                LOG + ".2026-11-22T000000-12.gz", "." + LOG + ".compressing");
        List<String> others = List.of(
                LOG + ".gz", LOG + ".old", LOG + ".1.bz2", LOG + ".2026-11-22", LOG + ".compressing", "web.log", "web.log.1",
                "web-stdout---other-abcdefgh.log.1");
        for (String name : Stream.concat(ours.stream(), others.stream()).toList()) {
            Files.createFile(directory.resolve(name));
        }
        logs().removeOld();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrderElementsOf(others);
        }
    }
}
