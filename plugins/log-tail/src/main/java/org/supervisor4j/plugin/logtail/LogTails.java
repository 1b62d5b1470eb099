package org.supervisor4j.plugin.logtail;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.disk.DiskWork;
import org.supervisor4j.api.disk.DiskWorkers;

/** Answers requests for a log with a stream of it. Any thread. */
@Component(service = LogTails.class)
public final class LogTails {

    /** Streams at a time, on all servers together; supervisord has no limit. */
    static final int MAX_STREAMS = 300;

    /** Bytes of what is in the log already; supervisord sends as many, always. */
    private static final int HEAD = 1024;

    /** As many at most, for who asks for more with {@code ?limit=}. */
    private static final int MAX_HEAD = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(LogTails.class);

    /** Logs that are worked at at a time, beside those that hang. */
    private static final int FILES = 16;

    private final DiskWorkers workers;
    private final FollowedLogs logs;
    private final Set<TailStream> streams = ConcurrentHashMap.newKeySet();
    private final Set<CompletableFuture<?>> leaving = ConcurrentHashMap.newKeySet();
    private final Set<Path> failing = ConcurrentHashMap.newKeySet(); // since it was said for the last time
    private final int most;
    private final Semaphore places;
    private final AtomicBoolean crowded = new AtomicBoolean(); // since it was said for the last time

    /** Called by the component runtime; watches nothing until somebody asks. */
    @Activate
    public LogTails(@Reference DiskWork disks) {
        this(disks, DirectoryWatch::open, MAX_STREAMS);
    }

    LogTails(DiskWork disks, FollowedLogs.Opening opening, int most) {
        this.workers = disks.open("log-tail", FILES);
        this.logs = new FollowedLogs(opening, path -> task -> workers.execute(path, task));
        this.most = most;
        this.places = new Semaphore(most);
    }

    /**
     * Answers with the end of a log and then with all that is added to it, until the client goes away: 404 if there is
     * none, or none that can be read; 503 if it cannot be followed, does not answer, or too many are.
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
        AsyncContext context;
        try {
            context = request.startAsync(); // before the disk is asked: so a client that goes meanwhile is noticed
        } catch (RuntimeException e) {
            leavePlace();
            throw e;
        }
        context.setTimeout(0); // none
        Access access = Access.of(request.getAttribute(Access.ATTRIBUTE));
        Arrival arrival = new Arrival(context, this::leavePlace);
        context.addListener(arrival);
        Path path = log.get();
        int head = head(request.getParameter("limit"));
        workers.ask(path, () -> follow(path, head, arrival, access, context)).whenComplete((_, failure) -> {
            if (failure != null) {
                arrival.refuse(status(path, failure));
            }
        });
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

    /** What a client is told; the activity log only of what is new. */
    private int status(Path path, Throwable failure) {
        if (failure instanceof NoSuchFileException) {
            return HttpServletResponse.SC_NOT_FOUND;
        }
        if (failing.add(path)) {
            // For one, "User limit of inotify watches reached": fs.inotify.max_user_watches or max_user_instances.
            LOG.warn("Cannot follow {} for a client: {}", path, failure.toString());
        }
        return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }

    /** Runs where the log's disk may take its time. */
    private boolean follow(Path path, int head, Arrival arrival, Access access, AsyncContext context) throws IOException {
        if (arrival.isSettled()) {
            return false;
        }
        LogReader reader = logs.follow(path, head, arrival);
        failing.remove(path);
        if (!arrival.settle()) {
            logs.leave(path, reader);
            return false;
        }
        try {
            stream(path, reader, arrival, access, context);
        } catch (IOException | RuntimeException e) {
            sayThatItCannotBegin(path, e);
            logs.leave(path, reader);
            leavePlace();
            arrival.fail(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }
        return true;
    }

    private void stream(Path path, LogReader reader, Arrival arrival, Access access, AsyncContext context) throws IOException {
        HttpServletResponse response = (HttpServletResponse) context.getResponse();
        response.setDateHeader("Last-Modified", reader.modified().toMillis());
        response.setHeader("Content-Type", "text/plain;charset=utf-8");
        response.setHeader("X-Content-Type-Options", "nosniff"); // what a program writes is nothing but text
        TailStream stream = new TailStream(context, response.getOutputStream(), reader.log().lane(), over -> {
            streams.remove(over);
            leave(path, reader);
            leavePlace();
        });
        streams.add(stream);
        arrival.take(stream);
        try {
            stream.begin(reader);
            stream.endWith(access);
        } catch (RuntimeException e) {
            sayThatItCannotBegin(path, e);
            stream.end();
        }
        if (arrival.isGone()) {
            stream.end();
        }
    }

    /** The server's exceptions say that the client has gone just now, which is nobody's failure. */
    private static void sayThatItCannotBegin(Path path, Exception e) {
        if (e instanceof IOException || e instanceof IllegalStateException) {
            LOG.debug("A client of {} has gone before its stream began", path, e);
        } else {
            LOG.warn("A stream of {} cannot begin", path, e);
        }
    }

    /** Not on the thread that has noticed it: a disk that does not answer may hold up the log. */
    private void leave(Path path, LogReader reader) {
        CompletableFuture<?> left = workers.call(path, () -> {
            logs.leave(path, reader);
            return true;
        });
        leaving.add(left);
        left.whenComplete((_, _) -> leaving.remove(left));
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
        // What its clients had open is closed behind what is done with it, which is not waited for.
        CompletableFuture.allOf(leaving.toArray(CompletableFuture[]::new)).whenComplete((_, _) -> workers.close());
    }
}
