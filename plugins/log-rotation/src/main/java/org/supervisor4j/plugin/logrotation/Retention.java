package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.log.RotationPolicy;

/** Removes backups that are too many, too old, or too large together. */
final class Retention {

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    private record Backup(Path path, Object identity, Instant written, long bytes) {}

    private final InstantSource clock;
    private final Places places;
    private final Duration grace;

    /** @param grace for how long one that is too many stays after it was written to */
    Retention(InstantSource clock, Places places, Duration grace) {
        this.clock = clock;
        this.places = places;
        this.grace = grace;
    }

    /**
     * Removes those beyond the number that is kept.
     *
     * @return when to come again for those that were written to just now; empty if there are none
     */
    Optional<Instant> removeSurplus(Upkeep.Job job) throws IOException {
        if (job.rules().policy() instanceof NumberedBackups) {
            return Optional.empty(); // there are none, and nobody need look for them
        }
        return places.alone(job.place(), () -> { // or they would get other names meanwhile
            for (Backup backup : backups(job).stream().skip(Math.max(0, job.backups())).toList().reversed()) {
                if (Upkeep.isYoung(backup.written(), clock.instant(), grace)) {
                    return Optional.of(backup.written().plus(grace));
                }
                remove(backup, "one too many");
            }
            return Optional.empty();
        });
    }

    /** Removes what was written to for the last time longer ago than {@code maxAge}. */
    void removeAged(Upkeep.Job job) throws IOException {
        Optional<Duration> maxAge = job.rules().maxAge();
        if (maxAge.isEmpty()) {
            return;
        }
        places.alone(job.place(), () -> {
            Instant now = clock.instant();
            for (Backup backup : backups(job)) {
                if (!expiry(backup, maxAge.get()).isAfter(now)) {
                    remove(backup, "older than allowed");
                }
            }
            return null;
        });
    }

    /**
     * Removes the oldest as long as all together are larger than {@code maxTotalBytes}. Those that are still to be compressed do not
     * count, however long they have waited: nobody knows yet how large they are.
     *
     * @param asTheyAre the identities of those that could be compressed and are not
     */
    void removeExcess(Upkeep.Job job, Set<Object> asTheyAre) throws IOException {
        if (job.rules().maxTotalBytes().isEmpty()) {
            return;
        }
        places.alone(job.place(), () -> {
            long left = job.rules().maxTotalBytes().get();
            for (Backup backup : backups(job)) {
                if (!awaitsCompression(backup, job) || asTheyAre.contains(backup.identity())) {
                    left -= backup.bytes();
                    if (left < 0) {
                        remove(backup, "more than all may have together");
                    }
                }
            }
            return null;
        });
    }

    private static boolean awaitsCompression(Backup backup, Upkeep.Job job) {
        return job.rules().compression() != Compression.NONE
                && RotationPolicy.SUFFIXES.stream().noneMatch(backup.path().toString()::endsWith);
    }

    /** When the next of them will be too old. */
    Optional<Instant> nextExpiry(Upkeep.Job job) throws IOException {
        Optional<Duration> maxAge = job.rules().maxAge();
        if (maxAge.isEmpty()) {
            return Optional.empty();
        }
        return places.alone(job.place(), () -> backups(job).stream()
                .map(backup -> expiry(backup, maxAge.get()))
                .min(Comparator.naturalOrder()));
    }

    private static Instant expiry(Backup backup, Duration maxAge) {
        return backup.written().plus(maxAge);
    }

    private static List<Backup> backups(Upkeep.Job job) throws IOException {
        List<Backup> backups = new ArrayList<>();
        for (Path path : job.rules().policy().backups(job.file(), job.backups())) {
            try {
                BasicFileAttributes attributes =
                        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                backups.add(new Backup(path, attributes.fileKey(), attributes.lastModifiedTime().toInstant(), attributes.size()));
            } catch (NoSuchFileException _) {
                // Somebody else has tidied up.
            }
        }
        return backups;
    }

    private static void remove(Backup backup, String reason) {
        try {
            Files.deleteIfExists(backup.path());
            log.debug("The backup {} is removed: {}", backup.path(), reason);
        } catch (IOException e) {
            log.warn("The backup {}, which is {}, cannot be removed: {}", backup.path(), reason, Trouble.of(e));
        }
    }
}
