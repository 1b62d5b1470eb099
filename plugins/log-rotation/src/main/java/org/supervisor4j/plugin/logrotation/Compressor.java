package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
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
    private final Background background;
    private final Duration grace;

    /**
     * @param background is told that it gets on
     * @param grace how long ago a backup must have been written to
     */
    Compressor(InstantSource clock, Places places, Background background, Duration grace) {
        this.clock = clock;
        this.places = places;
        this.background = background;
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

    /** The one that is being made for a log. */
    static Path partial(Path place) {
        return place.resolveSibling("." + place.getFileName() + ".compressing");
    }

    /**
     * Begins to compress what is not, the oldest first; one that cannot be stays as it is, and is tried again with the next pass, as is what is rotated
     * meanwhile.
     */
    Pass begin(Upkeep.Job job) throws IOException {
        Files.deleteIfExists(partial(job.place())); // of a daemon that was killed
        return new Pass(job, job.rules().compression() == Compression.NONE ? 0 : plain(job).size());
    }

    /** Goes once through the backups of a log; for one thread. */
    final class Pass {

        private final Upkeep.Job job;
        private final Set<Object> asTheyAre = new HashSet<>();
        private final Set<Object> tried = new HashSet<>();
        private final List<String> failures = new ArrayList<>();
        private Optional<Instant> next = Optional.empty();
        private int left; // what is rotated meanwhile has a pass of its own, after those of other logs

        private Pass(Upkeep.Job job, int count) {
            this.job = job;
            this.left = count;
        }

        /** The identities of those that could not be compressed. */
        Set<Object> asTheyAre() {
            return asTheyAre;
        }

        /** When to come again for those that were written to just now; empty if there are none. */
        Optional<Instant> next() {
            return next;
        }

        /**
         * Tries the oldest that it has not tried yet.
         *
         * @return false if there is none left
         */
        boolean compressOldest() throws IOException {
            Optional<Source> oldest = left-- > 0 ? open() : Optional.empty();
            if (oldest.isEmpty()) {
                return false;
            }
            try (Source source = oldest.get()) {
                Instant written = source.attributes().lastModifiedTime().toInstant();
                if (Upkeep.isYoung(written, clock.instant(), grace)) {
                    next = Optional.of(written.plus(grace)); // the younger ones are not due before it
                    return false;
                }
                if (source.hasTwin()) {
                    removeIfSame(job, source);
                } else {
                    compress(job, source);
                }
            } catch (InterruptedIOException _) {
                return false; // the plugin is stopped
            } catch (IOException | RuntimeException | LinkageError e) {
                fails(oldest.get().path(), oldest.get().attributes(), e);
            }
            return true;
        }

        private void fails(Path path, PosixFileAttributes attributes, Throwable e) {
            asTheyAre.add(attributes.fileKey());
            failures.add(path + " (" + Trouble.of(e) + ")");
        }

        /** Looks for it anew each time: by now each name may be that of a younger one. */
        private Optional<Source> open() throws IOException {
            return places.alone(job.place(), () -> {
                for (Path path : plain(job).reversed()) {
                    PosixFileAttributes attributes;
                    try {
                        attributes = attributes(path);
                    } catch (NoSuchFileException _) {
                        continue; // somebody has tidied up
                    }
                    if (!tried.add(attributes.fileKey())) {
                        continue;
                    }
                    if (!attributes.isRegularFile()) {
                        asTheyAre.add(attributes.fileKey());
                        continue;
                    }
                    try {
                        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
                        return Optional.of(
                                new Source(channel, path, attributes, Files.exists(compressed(job, path))));
                    } catch (IOException e) {
                        fails(path, attributes, e);
                    }
                }
                return Optional.empty();
            });
        }

        /** Says what went wrong. */
        void report() {
            if (!failures.isEmpty()) {
                log.warn(
                        "{} of the backups of the log {} cannot be compressed and stay as they are; the first is {}",
                        failures.size(),
                        job.file(),
                        failures.getFirst());
            }
        }
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

    private void write(Compression compression, Source source, Path partial) throws IOException {
        var permissions = PosixFilePermissions.asFileAttribute(source.attributes().permissions());
        try (FileChannel target = FileChannel.open(
                partial, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions)) {
            try (OutputStream out = compression.compressing(new Unclosed(Channels.newOutputStream(target)))) {
                InputStream in = Channels.newInputStream(source.channel());
                byte[] piece = new byte[PIECE_BYTES];
                for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                    out.write(piece, 0, read);
                    goOn(background);
                }
            }
            Ownership.copy(source.attributes(), partial);
            target.force(true);
        }
    }

    /**
     * Says that the disk answers.
     *
     * @throws InterruptedIOException if the plugin is stopped
     */
    static void goOn(Background background) throws InterruptedIOException {
        if (!background.gotOn()) {
            throw new InterruptedIOException("the plugin is being stopped");
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
            if (!Contents.areSame(Channels.newInputStream(source.channel()), expanded, background)) {
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
