package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done with backups in the background: compressing them, removing those that are too many, too old or too large together. No rotation
 * waits for it, and of one log only one job runs at a time.
 *
 * <p><b>Threading:</b> any.
 */
final class Upkeep {

    private static final Logger log = LoggerFactory.getLogger(Upkeep.class);

    /**
     * Looks after the backups of a log.
     *
     * @param place the same for every way to write {@code file}
     * @param backups how many are kept
     */
    record Job(Path file, Path place, int backups, RotationRules rules) {}

    private final InstantSource clock;
    private final RotationTimer timer;
    private final Background workers;
    private final Compressor compressor;
    private final Retention retention;
    private final Map<Path, Job> waiting = new HashMap<>(); // guards all three
    private final Set<Path> running = new HashSet<>();
    private final Map<Path, RotationTimer.Alarm> returns = new HashMap<>();

    /** @param grace for how long a backup must not have been written to before it is compressed, or removed for their number */
    Upkeep(InstantSource clock, RotationTimer timer, Places places, Background workers, Duration grace) {
        this.clock = clock;
        this.timer = timer;
        this.workers = workers;
        this.compressor = new Compressor(clock, places, workers, grace);
        this.retention = new Retention(clock, places, grace);
    }

    /** Has the job done soon, unless there is nothing to do. What runs already is followed by it. */
    void request(Job job) {
        if (!job.rules().haveUpkeep() && !Files.exists(Compressor.partial(job.place()))) {
            return;
        }
        begin(job);
    }

    private void begin(Job job) {
        synchronized (waiting) {
            waiting.put(job.place(), job);
            if (!running.add(job.place())) {
                return;
            }
        }
        workers.execute(job.place(), () -> run(job.place()));
    }

    private void run(Path place) {
        Job job;
        synchronized (waiting) {
            job = waiting.remove(place);
        }
        try {
            work(job);
        } catch (IOException | RuntimeException e) {
            log.warn("The backups of the log {} cannot be looked after: {}", job.file(), Trouble.of(e));
        } finally {
            end(place);
        }
    }

    /** What was requested meanwhile has its turn after other logs. */
    private void end(Path place) {
        synchronized (waiting) {
            if (!waiting.containsKey(place)) {
                running.remove(place);
                return;
            }
        }
        workers.execute(place, () -> run(place));
    }

    private void work(Job job) throws IOException {
        retention.removeAged(job); // first: it may make room
        Optional<Instant> surplus = retention.removeSurplus(job);
        Compressor.Pass pass = compressor.begin(job);
        do {
            retention.removeExcess(job, pass.asTheyAre());
        } while (pass.compressOldest());
        pass.report();
        retention.removeExcess(job, pass.asTheyAre());
        comeAgain(
                job,
                Stream.of(surplus, pass.next(), retention.nextExpiry(job))
                        .flatMap(Optional::stream)
                        .min(Comparator.naturalOrder()));
    }

    /**
     * Whether a backup was written to so short a time ago that it is left alone. Of one that was written to later than now the clock has been put back.
     *
     * @param now not earlier than the moment at which {@code written} was looked up
     */
    static boolean isYoung(Instant written, Instant now, Duration grace) {
        return !written.isAfter(now) && written.plus(grace).isAfter(now);
    }

    private void comeAgain(Job job, Optional<Instant> moment) {
        synchronized (waiting) {
            Optional.ofNullable(returns.remove(job.place())).ifPresent(RotationTimer.Alarm::cancel);
            moment.ifPresent(at -> returns.put(job.place(), timer.at(at, () -> begin(job))));
        }
    }
}
