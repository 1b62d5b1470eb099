package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogTarget;
import org.supervisor4j.api.log.RotationTrigger;

/**
 * A log file that is rotated after the write that makes it reach {@code maxbytes}: it may so exceed the limit by one write, and
 * is empty right after. One that is due at a moment is rotated then, or before the first write that comes later. What is no regular file (a
 * terminal, a pipe) is never rotated and never removed.
 *
 * <p><b>Threading:</b> the kernel calls from one thread at a time, those that rotate by time or on request from theirs.
 */
final class RotatingSink implements LogSink {

    private static final Logger log = LoggerFactory.getLogger(RotatingSink.class);
    private static final long NEVER = Long.MAX_VALUE;

    private final Path file;
    private final Path place;
    private final int backups;
    private final RotationRules rules;
    private final Services services;
    private final List<RotationTrigger> triggers;
    private FileChannel channel;
    private long size; // since the last attempt to rotate
    private boolean rotates;
    private boolean closed;
    private Instant since; // the last rotation or attempt
    private Instant due;
    private long dueMillis = NEVER;
    private RotationTimer.Alarm alarm = () -> {};

    private RotatingSink(LogTarget target, Path place, RotationRules rules, Services services) {
        this.file = target.file();
        this.place = place;
        this.backups = target.backups();
        this.rules = rules;
        this.services = services;
        this.triggers = rules.triggers(target);
    }

    /** @param place the same for every way to write the path */
    static RotatingSink open(LogTarget target, Path place, RotationRules rules, Services services) throws IOException {
        RotatingSink sink = new RotatingSink(target, place, rules, services);
        sink.open();
        sink.begin();
        return sink;
    }

    private void open() throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        rotates = !triggers.isEmpty() && Files.isRegularFile(file);
        size = rotates ? channel.size() : 0;
    }

    /** A rotation that was due while nobody wrote the file is made up for. */
    private synchronized void begin() throws IOException {
        since = services.clock().instant();
        if (size > 0) {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            since = written.isBefore(since) ? written : since; // the clock may have been wrong then
        }
        services.openLogs().add(place, this);
        services.upkeep().request(job());
        reckon();
        rotateIfTimeHasCome();
    }

    private Upkeep.Job job() {
        return new Upkeep.Job(file, place, backups, rules);
    }

    @Override
    public synchronized void write(ByteBuffer data) throws IOException {
        if (!channel.isOpen()) {
            open(); // not even that was possible when a rotation or a reopening failed
        }
        if (dueMillis != NEVER && services.clock().millis() >= dueMillis) {
            rotateIfTimeHasCome();
        }
        while (data.hasRemaining()) {
            size += channel.write(data);
        }
        if (rotates && isDue()) {
            size = channel.size(); // somebody may have emptied the file
            if (isDue()) {
                rotate(services.clock().instant());
            }
        }
    }

    private boolean isDue() {
        for (RotationTrigger trigger : triggers) {
            if (trigger.isDue(size)) {
                return true;
            }
        }
        return false;
    }

    /** Rotates at the moment that the alarm stands for, and what was not due after all waits for its next. */
    private void rotateIfTimeHasCome() {
        try {
            Instant now = services.clock().instant();
            if (now.isBefore(since)) {
                since = now; // the clock was put back
            }
            if (dueMillis == NEVER || now.toEpochMilli() < dueMillis) {
                arm();
                return;
            }
            if (rotates && channel.isOpen() && channel.size() > 0) {
                rotate(due);
            } else {
                since = now;
                arm();
            }
        } catch (IOException | RuntimeException e) {
            log.warn("The log {} cannot be rotated now and is written on: {}", file, Trouble.of(e));
        }
    }

    /** Should it fail, the file is written on, and the next attempt comes when it has grown by {@code maxbytes} again. */
    private void rotate(Instant moment) throws IOException {
        channel.close();
        since = services.clock().instant();
        try {
            services.places().alone(place, () -> {
                rules.policy().rotate(file, backups, moment);
                return null;
            });
        } catch (IOException | RuntimeException e) {
            arm();
            open();
            size = 0;
            throw e;
        }
        arm();
        open();
        services.upkeep().request(job());
    }

    private void arm() {
        reckon();
        alarm.cancel();
        alarm = dueMillis == NEVER || closed ? () -> {} : services.timer().at(due, () -> services.rotations().execute(place, this::ring));
    }

    private void reckon() {
        Optional<Instant> next = triggers.stream()
                .flatMap(trigger -> trigger.next(since).stream())
                .filter(moment -> moment.isAfter(since)) // a plugin's defect must not keep us busy
                .min(Comparator.naturalOrder());
        due = next.orElse(Instant.MAX);
        dueMillis = next.map(Instant::toEpochMilli).orElse(NEVER);
    }

    private synchronized void ring() {
        if (!closed) {
            rotateIfTimeHasCome();
        }
    }

    /** Whether it can be rotated at all; an empty one is as good as rotated. */
    synchronized boolean rotateNow() throws IOException {
        if (closed || !channel.isOpen() || !Files.isRegularFile(file)) {
            return false;
        }
        if (channel.size() > 0) {
            rotate(services.clock().instant());
        }
        return true;
    }

    @Override
    public synchronized void reopen() throws IOException {
        channel.close();
        open();
    }

    @Override
    public synchronized void clear() throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "Is a directory");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return; // a device keeps nothing, and what removed it would leave a file in its place
        }
        channel.close();
        Files.deleteIfExists(file);
        open();
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        alarm.cancel();
        services.openLogs().remove(place, this);
        channel.close();
    }
}
