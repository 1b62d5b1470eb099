package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has certificates read anew when something happens on the way to their files: some programs write into the files,
 * others replace them, a link that leads to them, or the folder that they are in. Nothing that is missing for a while
 * ends it.
 */
final class CertificateWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    /** Certificate and key are two files: what begins to change has that long to come to its end. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** What never comes to its end is looked at nevertheless. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final List<TlsContext> contexts;
    private final List<Path> files;
    private final WatchService watches;
    private final FileTrail trail;
    private final Thread thread;

    private CertificateWatch(List<TlsContext> contexts, WatchService watches) {
        this.contexts = contexts;
        this.files = contexts.stream()
                .flatMap(context -> context.certificates().files().all().stream())
                .distinct()
                .toList();
        this.watches = watches;
        this.trail = new FileTrail(watches);
        this.thread = Thread.ofPlatform().daemon().name("http-certificates").unstarted(this::watch);
    }

    /**
     * Watches from now on; empty if there is nothing to watch, or it cannot be watched, which is no reason not to
     * serve.
     */
    static Optional<CertificateWatch> start(List<TlsContext> contexts) {
        if (contexts.isEmpty()) {
            return Optional.empty();
        }
        try {
            CertificateWatch watch = new CertificateWatch(contexts, FileSystems.getDefault().newWatchService());
            watch.thread.start();
            return Optional.of(watch);
        } catch (IOException e) {
            LOG.warn("Certificates are not read anew when they change, only at a restart", e);
            return Optional.empty();
        }
    }

    /** No certificate changes after this has returned. */
    void stop() throws IOException, InterruptedException {
        watches.close();
        thread.join();
    }

    /** Reads them first, too: they may have changed since the start. */
    private void watch() {
        try {
            while (true) {
                trail.follow(files);
                contexts.forEach(TlsContext::refresh);
                awaitChange();
            }
        } catch (ClosedWatchServiceException stop) {
            LOG.debug("Certificates are no longer watched");
        } catch (InterruptedException e) {
            LOG.error("Certificates are no longer read anew when they change", e);
        }
    }

    /**
     * Returns when something has changed and has been quiet since. What else happens in the same directories does not
     * count.
     */
    private void awaitChange() throws InterruptedException {
        WatchKey key = watches.take();
        while (!trail.isChangedBy(key)) {
            key = watches.take();
        }
        long begin = System.nanoTime();
        long quietSince = begin;
        while (true) {
            long now = System.nanoTime();
            long left = Math.min(quietSince + QUIET_NANOS - now, begin + PATIENCE_NANOS - now);
            key = left > 0 ? watches.poll(left, TimeUnit.NANOSECONDS) : null;
            if (key == null) {
                return;
            }
            if (trail.isChangedBy(key)) {
                quietSince = System.nanoTime();
            }
        }
    }
}
