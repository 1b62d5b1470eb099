package org.supervisor4j.core.output;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.log.LogTarget;
import org.supervisor4j.core.HostedPlugins;
import org.supervisor4j.posix.Errno;

/**
 * Opens log files, each once, however many write to it: both channels of a program, several programs, and what earlier runs have left
 * behind. So whoever rotates, clears or reopens a file does it for all of them.
 *
 * <p>What is given out is a share of the file; the file is closed with the last one. Every opening follows the name: if the file was
 * moved away meanwhile, all go on in a new one.
 *
 * <p><b>Threading:</b> any. Opening a share of a file that is open already does not wait for those who write to it.
 *
 * <p><b>Errors:</b> whatever a plugin's sink throws is an {@link IOException}.
 */
public final class SharedSinks {

    private static final Logger log = LoggerFactory.getLogger(SharedSinks.class);

    private final Supplier<LogSinkFactory> fallback;
    private final HostedPlugins plugins;
    private final Map<Path, OpenFile> openFiles = new HashMap<>(); // its lock is held for moments only, never while a file is touched

    /**
     * @param fallback asked for each file that is opened for which no plugin has read options
     */
    public SharedSinks(Supplier<LogSinkFactory> fallback) {
        this(fallback, HostedPlugins.CLASSES);
    }

    /** The same with names for the plugins that write files. */
    public SharedSinks(Supplier<LogSinkFactory> fallback, HostedPlugins plugins) {
        this.fallback = fallback;
        this.plugins = plugins;
    }

    /** Opens a file in the kernel's own way. */
    public LogSink open(LogTarget target) throws IOException {
        return open(target, Optional.empty());
    }

    /**
     * If the file is open already, the options with which it was opened stay in force.
     *
     * @param factory what a plugin has read for the file
     * @throws IOException if it cannot be opened, or may not be: {@link LogFiles#check}
     */
    public synchronized LogSink open(LogTarget target, Optional<LogSinkFactory> factory) throws IOException {
        Optional<StandardStream> standard = StandardStream.of(target.file());
        if (standard.isPresent()) {
            return standard.get();
        }
        LogFiles.check(target.file());
        Path place = place(target.file());
        synchronized (openFiles) {
            OpenFile file = openFiles.get(place);
            if (file != null) {
                return file.join(target, factory);
            }
        }
        LogSinkFactory opener = factory.orElseGet(fallback);
        String name = plugins.files(opener);
        LogSink sink = ContainedSink.open(name, () -> plugins.open(name, opener, () -> opener.open(target)));
        synchronized (openFiles) {
            OpenFile file = new OpenFile(place, target, factory, sink);
            openFiles.put(place, file);
            return file.share();
        }
    }

    /** Equal for sinks that write to the same file, which takes one call at a time. */
    static Object place(LogSink sink) {
        return sink instanceof Share share ? share.file : sink;
    }

    /** The same for every way to write a path, links to folders included. */
    private static Path place(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        return folder != null && Files.isDirectory(folder)
                ? folder.toRealPath().resolve(absolute.getFileName())
                : absolute; // it cannot be opened, and whoever opens it says why
    }

    private final class OpenFile {
        private final Path place;
        private final LogTarget target;
        private final Optional<LogSinkFactory> factory;
        private final LogSink sink; // its user holds the lock of this object
        private final Set<LogTarget> refused = new HashSet<>();
        private int shares;
        private volatile boolean mayHaveMoved;

        OpenFile(Path place, LogTarget target, Optional<LogSinkFactory> factory, LogSink sink) {
            this.place = place;
            this.target = target;
            this.factory = factory;
            this.sink = sink;
        }

        Share share() {
            shares++;
            return new Share(this);
        }

        Share join(LogTarget wanted, Optional<LogSinkFactory> wantedFactory) {
            boolean sameLimits = wanted.maxBytes() == target.maxBytes() && wanted.backups() == target.backups();
            if (sameLimits && !wantedFactory.equals(factory) && refused.add(wanted)) {
                log.warn(
                        "The log {} is open already, with other options of the plugin that writes it; these count when all who write to it"
                                + " now have ended",
                        place);
            } else if (!sameLimits && refused.add(wanted)) {
                log.warn(
                        "The log {} is open already, with maxbytes {} and {} backups; maxbytes {} and {} backups count when all who write"
                                + " to it now have ended",
                        place, target.maxBytes(), target.backups(), wanted.maxBytes(), wanted.backups());
            }
            mayHaveMoved = true;
            return share();
        }

        synchronized void write(ByteBuffer data) throws IOException {
            if (mayHaveMoved) {
                mayHaveMoved = false;
                try {
                    sink.reopen();
                } catch (IOException e) {
                    log.warn("The log {} cannot be opened again: {}", place, Errno.reason(e), e.getCause());
                }
            }
            sink.write(data);
        }

        synchronized void reopen() throws IOException {
            sink.reopen();
        }

        synchronized void clear() throws IOException {
            sink.clear();
        }

        void leave() throws IOException {
            synchronized (openFiles) {
                shares--;
                if (shares > 0) {
                    return;
                }
                openFiles.remove(place);
            }
            close();
        }

        private synchronized void close() throws IOException {
            sink.close();
        }
    }

    /** What one writer has of a file. */
    private static final class Share implements LogSink {
        private final OpenFile file;
        private boolean closed;

        Share(OpenFile file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer data) throws IOException {
            file.write(data);
        }

        @Override
        public void reopen() throws IOException {
            file.reopen();
        }

        @Override
        public void clear() throws IOException {
            file.clear();
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                file.leave();
            }
        }
    }
}
