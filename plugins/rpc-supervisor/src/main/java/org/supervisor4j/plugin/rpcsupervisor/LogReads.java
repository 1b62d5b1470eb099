package org.supervisor4j.plugin.rpcsupervisor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.supervisor4j.api.disk.DiskWork;
import org.supervisor4j.api.disk.DiskWorkers;

/**
 * Reads logs, for whose disks nobody waits for long. Who reads much has one of a few places meanwhile, since what is read exists several times
 * until it is an answer; but not before the disk has shown with the first piece that it answers, or logs that hang would keep the places from
 * those that do not.
 *
 * <p><b>Threading:</b> any that may wait, as virtual ones may.
 */
final class LogReads implements AutoCloseable {

    /** Bytes that are read without a place. */
    static final int LITTLE = 64 << 10;

    private static final int FILES = 16;
    private static final int PLACES = Math.clamp(Runtime.getRuntime().maxMemory() >> 27, 1, 8);
    private static final long PATIENCE_SECONDS = 20; // less than a connection may be idle

    private final DiskWorkers workers;
    private final Semaphore places;

    /** Has a place for each 128 MB of the heap. */
    LogReads(DiskWork disks) {
        this(disks, PLACES);
    }

    LogReads(DiskWork disks, int places) {
        this.workers = disks.open("log-read", FILES);
        this.places = new Semaphore(places, true);
    }

    /** Reads from a file, on a thread that its disk may keep. */
    @FunctionalInterface
    interface Reading<T> {

        /**
         * Tries to read all that is wanted.
         *
         * @param most at most so many bytes, beside a few
         * @return empty if that is more; then so many have been read
         */
        Optional<T> read(int most) throws IOException;
    }

    /**
     * Waits for what somebody reads from a file.
     *
     * @throws IOException what the reading throws; or the file does not answer, now or since an earlier try; or too many read much
     * @throws RuntimeException what the reading throws
     */
    <T> T from(Path file, Reading<T> reading) throws IOException {
        Optional<T> little = read(file, reading, LITTLE);
        if (little.isPresent()) {
            return little.get();
        }
        enter(file);
        try {
            return read(file, reading, Integer.MAX_VALUE).orElseThrow();
        } finally {
            places.release();
        }
    }

    private <T> Optional<T> read(Path file, Reading<T> reading, int most) throws IOException {
        return DiskWorkers.await(workers.ask(file, () -> reading.read(most)));
    }

    private void enter(Path file) throws IOException {
        try {
            if (places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        throw new IOException(file + " is not read, too many read much");
    }

    /** What hangs is not waited for. */
    @Override
    public void close() {
        workers.close();
    }
}
