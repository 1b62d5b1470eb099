package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.log.RotationPolicy;

/**
 * Compresses backups that have not been written to for a while, so that who reads the log has time to find them. What is being made has a name of its own, and gets that of the backup only when it is complete and on the disk; the
 * backup is removed after that. So an end in the middle costs nothing: the rest is removed at the next time, and a backup that is there in both
 * forms loses the plain one.
 *
 * <p>Backups go on to be renamed meanwhile: they are known by their identity, not by their names.
 */
final class Compressor {

    private static final Logger log = LoggerFactory.getLogger(Compressor.class);
    private static final int PIECE_BYTES = 65_536;

    private final InstantSource clock;
    private final Places places;
    private final Duration grace;

    /** @param grace how long ago a backup must have been written to */
    Compressor(InstantSource clock, Places places, Duration grace) {
        this.clock = clock;
        this.places = places;
        this.grace = grace;
    }

    /** A backup that is not compressed, open for reading under whatever name it gets. */
    private record Source(FileChannel channel, Path path, PosixFileAttributes attributes, boolean hasTwin)
            implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /**
     * What has come of it.
     *
     * @param next when to come again for those that were written to just now; empty if there are none
     * @param asTheyAre the identities of those that are not compressed and for now will not be
     */
    record Outcome(Optional<Instant> next, Set<Object> asTheyAre) {}

    /** The one that is being made for a log. */
    static Path partial(Path place) {
        return place.resolveSibling("." + place.getFileName() + ".compressing");
    }

    /**
     * Compresses what is not, the oldest first; one that cannot be stays as it is, and is tried again at the next time. What is rotated
     * meanwhile is left for that, too.
     */
    Outcome compress(Upkeep.Job job) throws IOException {
        Files.deleteIfExists(partial(job.place())); // of a daemon that was killed
        if (job.rules().compression() == Compression.NONE) {
            return new Outcome(Optional.empty(), Set.of());
        }
        Optional<Instant> later = Optional.empty();
        Set<Object> asTheyAre = new HashSet<>();
        List<String> failures = new ArrayList<>();
        for (Path path : plain(job).reversed()) {
            try (Source source = open(job, path, asTheyAre)) {
                if (source == null) {
                    continue;
                }
                Instant written = source.attributes().lastModifiedTime().toInstant();
                if (Upkeep.isYoung(written, clock.instant(), grace)) {
                    later = Optional.of(written.plus(grace)); // the younger ones are not due before it
                    break;
                }
                asTheyAre.add(source.attributes().fileKey()); // unless it goes well
                if (source.hasTwin()) {
                    removeIfSame(job, source);
                } else {
                    compress(job, source);
                }
                asTheyAre.remove(source.attributes().fileKey());
            } catch (ClosedByInterruptException _) {
                return new Outcome(Optional.empty(), Set.of()); // the plugin is stopped
            } catch (IOException | RuntimeException | LinkageError e) {
                failures.add(path + " (" + Trouble.of(e) + ")");
            }
        }
        if (!failures.isEmpty()) {
            log.warn(
                    "{} of the backups of the log {} cannot be compressed and stay as they are; the first is {}",
                    failures.size(),
                    job.file(),
                    failures.getFirst());
        }
        return new Outcome(later, asTheyAre);
    }

    /**
     * What has the name now; null if that is no backup to compress, or nothing. If it has got another since the folder was looked through, there
     * was a rotation, after which this comes again.
     */
    private Source open(Upkeep.Job job, Path path, Set<Object> asTheyAre) throws IOException {
        return places.alone(job.place(), () -> {
            try {
                PosixFileAttributes attributes = attributes(path);
                asTheyAre.add(attributes.fileKey()); // unless it can be opened
                if (!attributes.isRegularFile()) {
                    return null;
                }
                FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                asTheyAre.remove(attributes.fileKey());
                return new Source(channel, path, attributes, Files.exists(compressed(job, path)));
            } catch (NoSuchFileException _) {
                return null;
            }
        });
    }

    /** Links are no backups of ours: they could lead to what others must not see or lose. */
    private static PosixFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static List<Path> plain(Upkeep.Job job) throws IOException {
        return job.rules().policy().backups(job.file(), job.backups()).stream()
                .filter(path -> RotationPolicy.SUFFIXES.stream().noneMatch(path.toString()::endsWith))
                .toList();
    }

    private static Path compressed(Upkeep.Job job, Path backup) {
        return backup.resolveSibling(backup.getFileName() + job.rules().compression().suffix());
    }

    private void compress(Upkeep.Job job, Source source) throws IOException {
        Path partial = partial(job.place());
        try {
            write(job.rules().compression(), source, partial);
            places.alone(job.place(), () -> {
                Optional<Path> now = nameNow(job, source);
                if (now.isPresent()) {
                    Path target = compressed(job, now.get());
                    if (Files.exists(target)) { // which the move would replace
                        throw new FileAlreadyExistsException(target.toString());
                    }
                    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
                    Files.delete(now.get());
                }
                return null;
            });
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void write(Compression compression, Source source, Path partial) throws IOException {
        var permissions = PosixFilePermissions.asFileAttribute(source.attributes().permissions());
        try (FileChannel target = FileChannel.open(
                partial, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions)) {
            try (OutputStream out = compression.compressing(new Unclosed(Channels.newOutputStream(target)))) {
                InputStream in = Channels.newInputStream(source.channel());
                byte[] piece = new byte[PIECE_BYTES];
                for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                    out.write(piece, 0, read);
                    DiskWorkers.gotOn();
                }
            }
            Ownership.copy(source.attributes(), partial);
            target.force(true);
        }
    }

    /** Empty if it is no more, or somebody has written to it meanwhile: a next time will come for that. */
    private static Optional<Path> nameNow(Upkeep.Job job, Source source) throws IOException {
        if (isSame(source, source.path())) {
            return Optional.of(source.path()); // without looking through the folder
        }
        for (Path path : plain(job)) {
            if (isSame(source, path)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    private static boolean isSame(Source source, Path path) throws IOException {
        try {
            PosixFileAttributes attributes = attributes(path);
            return attributes.fileKey().equals(source.attributes().fileKey())
                    && attributes.size() == source.attributes().size()
                    && attributes.lastModifiedTime().equals(source.attributes().lastModifiedTime());
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /** We were killed between the two last steps, unless somebody else has made the other file. */
    private void removeIfSame(Upkeep.Job job, Source source) throws IOException {
        Compression compression = job.rules().compression();
        try (InputStream expanded = compression.expanding(Files.newInputStream(compressed(job, source.path())))) {
            if (!Contents.areSame(Channels.newInputStream(source.channel()), expanded)) {
                throw new IOException("there is another file " + compressed(job, source.path()));
            }
        }
        places.alone(job.place(), () -> {
            Optional<Path> now = nameNow(job, source);
            if (now.isPresent()) {
                Files.delete(now.get());
            }
            return null;
        });
    }
}
