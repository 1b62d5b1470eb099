package org.supervisor4j.plugin.http;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has certificates read anew when something happens in the folders of their files: beside the files themselves also where
 * links lead, since some programs change the link and others what is behind it.
 */
final class CertificateWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);

    /** Certificate and key are two files: what begins to change has that long to come to its end. */
    private static final long QUIET_MILLIS = 500;

    private final List<TlsContext> contexts;
    private final WatchService watches;
    private final Thread thread;

    private CertificateWatch(List<TlsContext> contexts, WatchService watches) {
        this.contexts = contexts;
        this.watches = watches;
        this.thread = Thread.ofPlatform().daemon().name("http-certificates").unstarted(this::watch);
    }

    /** Watches from now on; empty if there is nothing to watch, or it cannot be watched, which is no reason not to serve. */
    static Optional<CertificateWatch> start(List<TlsContext> contexts) {
        if (contexts.isEmpty()) {
            return Optional.empty();
        }
        try {
            CertificateWatch watch = new CertificateWatch(contexts, FileSystems.getDefault().newWatchService());
            watch.register();
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

    private void watch() {
        try {
            while (true) {
                WatchKey key = watches.take();
                do {
                    key.pollEvents();
                    key.reset();
                    key = watches.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
                } while (key != null);
                register(); // links may lead elsewhere now
                contexts.forEach(CertificateWatch::refresh);
            }
        } catch (ClosedWatchServiceException stop) {
            LOG.debug("Certificates are no longer watched");
        } catch (IOException | InterruptedException e) {
            LOG.error("Certificates are no longer read anew when they change", e);
        }
    }

    private static void refresh(TlsContext context) {
        try {
            context.refresh();
        } catch (Exception e) { // whatever Jetty makes of it
            LOG.error("A new certificate could not be taken into use", e);
        }
    }

    /** A folder that is watched already stays so. */
    private void register() throws IOException {
        Set<Path> folders = new HashSet<>();
        for (TlsContext context : contexts) {
            for (Path file : context.certificates().files().all()) {
                folders.add(file.getParent());
                try {
                    folders.add(file.toRealPath().getParent());
                } catch (IOException goneForTheMoment) {
                    LOG.debug("{} is not there now", file, goneForTheMoment);
                }
            }
        }
        for (Path folder : folders) {
            folder.register(watches, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        }
    }
}
