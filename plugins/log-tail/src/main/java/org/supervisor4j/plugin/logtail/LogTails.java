package org.supervisor4j.plugin.logtail;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.access.Access;

/** Answers requests for a log with a stream of it. Any thread. */
@Component(service = LogTails.class)
public final class LogTails {

    /** Streams at a time, on all servers together; supervisord has no limit. */
    static final int MAX_STREAMS = 300;

    /** Bytes of what is in the log already; supervisord sends as many, always. */
    private static final int HEAD = 1024;

    /** As many at most, for who asks for more with {@code ?limit=}. */
    private static final int MAX_HEAD = 1 << 20;

    private static final int IDLE_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(LogTails.class);

    /** No virtual threads: those keep the few threads that carry them while they wait for a disk, and all requests are answered there. */
    private final ExecutorService executor = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE, // at most one for each log and each request
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("log-tail-", 1).factory());
    private final FollowedLogs logs;
    private final Set<TailStream> streams = ConcurrentHashMap.newKeySet();
    private final int most;
    private final Semaphore places;
    private final AtomicBoolean crowded = new AtomicBoolean(); // since it was said for the last time

    /** Called by the component runtime; watches nothing until somebody asks. */
    @Activate
    public LogTails() {
        this(DirectoryWatch::open, MAX_STREAMS);
    }

    LogTails(FollowedLogs.Opening opening, int most) {
        this.logs = new FollowedLogs(opening, executor);
        this.most = most;
        this.places = new Semaphore(most);
    }

    /**
     * Answers with the end of a log and then with all that is added to it, until the client goes away: 404 if there is
     * none, or none that can be read; 503 if it cannot be followed or too many are.
     *
     * @param log where it is; never from the request itself
     */
    void answer(Optional<Path> log, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("GET")) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        if (log.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        if (!places.tryAcquire()) {
            if (!crowded.getAndSet(true)) { // a line for each would be a log of its own
                LOG.warn("{} clients follow logs, more are turned away", most);
            }
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        boolean begun = false;
        try {
            begun = stream(log.get(), head(request.getParameter("limit")), request, response);
        } finally {
            if (!begun) {
                leavePlace();
            }
        }
    }

    private static int head(String limit) {
        return limit != null && limit.matches("\\d{1,9}") ? Math.clamp(Integer.parseInt(limit), HEAD, MAX_HEAD) : HEAD;
    }

    /** Half of the clients have to go before it is said again, or it would be with each that comes and goes. */
    private void leavePlace() {
        places.release();
        if (places.availablePermits() > most / 2) {
            crowded.set(false);
        }
    }

    /** @return whether there is a stream now, which leaves its place when it ends */
    private boolean stream(Path path, int head, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Access access = Access.of(request.getAttribute(Access.ATTRIBUTE)); // the request may be over soon
        Wakeable wakeable = new Wakeable();
        LogReader reader;
        try {
            reader = follow(path, head, wakeable);
        } catch (NoSuchFileException e) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return false;
        } catch (IOException e) {
            // For one, "User limit of inotify watches reached": fs.inotify.max_user_watches or max_user_instances.
            LOG.warn("Cannot follow {} for a client: {}", path, e.toString());
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return false;
        }
        TailStream stream;
        try {
            response.setDateHeader("Last-Modified", reader.modified().toMillis());
            response.setHeader("Content-Type", "text/plain;charset=utf-8");
            response.setHeader("X-Content-Type-Options", "nosniff"); // what a program writes is nothing but text
            AsyncContext context = request.startAsync();
            context.setTimeout(0); // none
            stream = new TailStream(context, response.getOutputStream(), reader.log().lane(), over -> {
                streams.remove(over);
                logs.leave(path, reader);
                leavePlace();
            });
        } catch (IOException | RuntimeException e) {
            logs.leave(path, reader);
            throw e;
        }
        streams.add(stream);
        wakeable.stream = stream;
        try {
            stream.begin(reader);
            stream.endWith(access);
        } catch (RuntimeException e) {
            LOG.warn("A stream of {} cannot begin", path, e);
            stream.end();
        }
        return true;
    }

    /** Waits for it, which a virtual thread may. */
    private LogReader follow(Path path, int head, Runnable wake) throws IOException {
        try {
            return executor.submit(() -> logs.follow(path, head, wake)).get();
        } catch (RejectedExecutionException _) {
            throw new IOException("the plugin is being stopped");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(path.toString());
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    /** What a log wakes before there is a stream: nothing, since a stream begins with reading. */
    private static final class Wakeable implements Runnable {
        private volatile TailStream stream;

        @Override
        public void run() {
            TailStream woken = stream;
            if (woken != null) {
                woken.wake();
            }
        }
    }

    /** How many streams there are, or are about to be. */
    int count() {
        return most - places.availablePermits();
    }

    /** Ends all streams. */
    void endAll() {
        streams.forEach(TailStream::end);
    }

    @Deactivate
    void close() throws IOException {
        logs.close();
        endAll();
        executor.shutdown();
    }
}
