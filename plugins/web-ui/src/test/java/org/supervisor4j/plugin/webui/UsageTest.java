package org.supervisor4j.plugin.webui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.RecordingSupervisor;

class UsageTest {

    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path proc;

    private final RecordingSupervisor supervisor = new RecordingSupervisor();

    @BeforeEach
    void aKernelWithLargePages() throws IOException {
        ByteBuffer words = ByteBuffer.allocate(48).order(ByteOrder.nativeOrder());
        words.putLong(6).putLong(16_384).putLong(17).putLong(50).putLong(0).putLong(0);
        Files.write(Files.createDirectories(proc.resolve("self")).resolve("auxv"), words.array());
    }

    private Board board() {
        return new Board(supervisor, new Extensions(), Clock.systemUTC());
    }

    private void uses(int pid, String name, int user, int system, int pages) throws IOException {
        Files.writeString(Files.createDirectories(proc.resolve(Integer.toString(pid))).resolve("stat"),
                pid + " (" + name + ") S 1 1 1 0 -1 4194560 1 0 0 0 " + user + " " + system + " 0 0 20 0 1 0 100 5000000 " + pages + " 1 1\n");
    }

    @Test
    void processorTimeIsThatSinceTheRoundBefore() throws IOException {
        supervisor.has("g", "a", ProcessState.RUNNING, 7, "");
        Usage usage = new Usage(proc);
        uses(7, "a) R 1 (b", 10, 0, 2);
        usage.sample(board().rows(), 10 * SECOND);
        assertThat(usage.latest().samples()).containsExactly(new Usage.Sample(1, "g", Usage.UNKNOWN, 32));

        uses(7, "a) R 1 (b", 20, 15, 3); // 25 ticks of 50 a second, in two seconds
        usage.sample(board().rows(), 12 * SECOND);

        assertThat(usage.latest()).isEqualTo(new Usage.Round(2, java.util.List.of(new Usage.Sample(1, "g", 250, 48))));
    }

    @Test
    void anotherChildBeginsAnewAndOneThatHasEndedIsLeftOut() throws IOException {
        supervisor.has("g", "a", ProcessState.RUNNING, 7, "");
        Usage usage = new Usage(proc);
        uses(7, "a", 10, 0, 1);
        usage.sample(board().rows(), SECOND);
        supervisor.has("g", "a", ProcessState.RUNNING, 8, "");
        uses(8, "a", 900, 0, 1);
        usage.sample(board().rows(), 2 * SECOND);
        assertThat(usage.latest().samples()).extracting(Usage.Sample::permille).containsExactly(Usage.UNKNOWN);

        supervisor.has("g", "a", ProcessState.RUNNING, 9, "");
        usage.sample(board().rows(), 3 * SECOND);
        assertThat(usage.latest().samples()).isEmpty();
    }
}
