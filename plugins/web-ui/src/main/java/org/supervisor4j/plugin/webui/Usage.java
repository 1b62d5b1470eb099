package org.supervisor4j.plugin.webui;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What processes use at the moment, from {@code /proc}: of the process itself, not of its children.
 *
 * <p><b>Threading:</b> any; reading waits for nobody.
 */
final class Usage {

    static final int UNKNOWN = -1;

    private static final Logger LOG = LoggerFactory.getLogger(Usage.class);

    /**
     * One process.
     *
     * @param permille of one processor; {@link #UNKNOWN} at the first look at a child
     * @param kilobytes resident
     */
    record Sample(int key, String group, int permille, long kilobytes) {}

    /**
     * All processes that have a child.
     *
     * @param number counts them, from 1
     */
    record Round(long number, List<Sample> samples) {}

    private record Ticks(long pid, long ticks, long nanos) {}

    private static final int FIELDS = 22; // behind the name, up to the resident pages
    private static final int AT_PAGESZ = 6; // elf.h
    private static final int AT_CLKTCK = 17;

    private final Path proc;
    private final long pageKilobytes;
    private final long ticksPerSecond;
    private Map<Integer, Ticks> before = new HashMap<>();
    private volatile Round latest = new Round(0, List.of());

    Usage(Path proc) {
        this.proc = proc;
        Map<Long, Long> auxiliary = auxiliary(proc.resolve("self/auxv"));
        this.pageKilobytes = auxiliary.getOrDefault((long) AT_PAGESZ, 4_096L) / 1_024;
        this.ticksPerSecond = auxiliary.getOrDefault((long) AT_CLKTCK, 100L);
    }

    /** The kernel's own words on page size and clock. */
    private static Map<Long, Long> auxiliary(Path file) {
        Map<Long, Long> values = new HashMap<>();
        try {
            ByteBuffer words = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
            while (words.remaining() >= 2 * Long.BYTES) {
                values.put(words.getLong(), words.getLong());
            }
        } catch (IOException e) {
            LOG.debug("The usual page size and clock are assumed: {}", e.toString());
        }
        return values;
    }

    Round latest() {
        return latest;
    }

    /** Looks at all children of these. */
    synchronized void sample(List<Row> rows, long nanos) {
        Map<Integer, Ticks> seen = new HashMap<>();
        List<Sample> samples = new ArrayList<>();
        for (Row row : rows) {
            long pid = row.process().pid();
            if (pid > 0) {
                sample(row, pid, nanos, seen, samples);
            }
        }
        before = seen;
        latest = new Round(latest.number() + 1, samples);
    }

    private void sample(Row row, long pid, long nanos, Map<Integer, Ticks> seen, List<Sample> samples) {
        String stat;
        try {
            stat = new String(Files.readAllBytes(proc.resolve(pid + "/stat")), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            LOG.trace("{} has ended meanwhile: {}", row.id(), e.toString());
            return;
        }
        // The second field is the program's name, which may contain anything; behind it stand numbers.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        if (fields.length < FIELDS) {
            return; // it ended while its file was being read
        }
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        seen.put(row.key(), new Ticks(pid, ticks, nanos));
        Ticks last = before.get(row.key());
        long permille = UNKNOWN;
        if (last != null && last.pid() == pid && nanos > last.nanos()) {
            permille = Math.max(
                    0, (ticks - last.ticks()) * 1_000_000_000_000L / ticksPerSecond / (nanos - last.nanos()));
        }
        long kilobytes = Long.parseLong(fields[21]) * pageKilobytes;
        samples.add(new Sample(row.key(), row.id().group(), (int) permille, kilobytes));
    }

    /** Forgets what was before: the next round tells no processor time. */
    synchronized void pause() {
        before = new HashMap<>();
    }
}
