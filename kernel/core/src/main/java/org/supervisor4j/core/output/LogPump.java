package org.supervisor4j.core.output;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.posix.ErrnoException;
import org.supervisor4j.posix.Posix;

/**
 * Owns the reading ends of the children's pipes and writes what comes to their sinks. What a sink does not take holds up those who
 * write to it, through their full pipes, and nobody else: while it has trouble their pipes are not read, and while it does not
 * answer another thread goes on with the loop ({@link Baton}). So does what listeners do not take who must miss none of their events, and a plugin that talks to a child.
 *
 * <p><b>Threading:</b> the methods may be called from any thread and only hand over.
 */
public final class LogPump {

    private static final Logger log = LoggerFactory.getLogger(LogPump.class);
    /** A dead child leaves at most what its pipe holds; a grandchild may write for ever. */
    private static final int DRAIN_BYTES = 1_048_576;

    /** How long the end of a child waits for listeners who must hear what it wrote before. */
    static final Duration LISTENERS_BOUND = Duration.ofSeconds(1);

    /** How long the end of the daemon waits for logs that do not answer. */
    static final Duration CLOSE_BOUND = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final Posix posix;
    private final Agenda agenda = new Agenda();
    private final Baton baton;
    private final Outlets outlets;
    private final Set<OutputChannel> open = new LinkedHashSet<>();
    private final Leftovers leftovers;
    private final Intake intake;
    private final WidePipes widePipes;

    public LogPump(EventLoop loop, Posix posix) {
        this.loop = loop;
        this.posix = posix;
        this.intake = new Intake(posix, agenda);
        this.widePipes = new WidePipes(posix);
        this.baton = new Baton(loop, agenda, intake::renew);
        this.outlets = new Outlets(loop, baton, agenda);
        this.leftovers = new Leftovers(outlets);
    }

    /** For those who talk to a child: what they do there may block, which holds up the output of this child and of no other. Any thread. */
    public Lane openLane(Lane.Witness witness) {
        return new Lane(new Outlet(loop, baton, agenda), witness);
    }

    /** Does something in turn with the reading, for those who talk to children: it must not block. */
    public void execute(Runnable task) {
        onLoop(task);
    }

    /** Runs the loop until it is stopped, on as many threads as it takes; usually that is one and its deputy. */
    public void start(ThreadFactory threads) {
        baton.start(threads);
    }

    private void onLoop(Runnable task) {
        loop.execute(() -> {
            agenda.add(task);
            agenda.run();
        });
    }

    /** Takes over a channel: reads it to its end, then closes it and its sinks. */
    public void add(OutputChannel channel) {
        onLoop(() -> {
            channel.connect(outlets, leftovers.haveRoomFor(channel), () -> onLoop(channel::served));
            open.add(channel);
            watch(channel);
        });
    }

    private void watch(OutputChannel channel) {
        try {
            loop.watch(channel.fd(), () -> readable(channel));
            channel.watched(true);
        } catch (ErrnoException e) {
            log.error("The output of {} cannot be read and is lost", channel, e);
            end(channel);
        }
    }

    private void readable(OutputChannel channel) {
        if (channel.isHeld()) { // by what others have on its way to listeners
            hold(channel);
            return;
        }
        int count = read(channel);
        agenda.run();
        suit(channel, count);
        if (channel.isProtocol()) {
            loop.expectAnswer();
        }
    }

    /** Answers what {@link Posix#read} does. */
    private int read(OutputChannel channel) {
        int count = intake.read(channel, () -> settle(channel));
        if (count == 0) {
            end(channel);
        }
        return count;
    }

    /** Reads a program as suits the manner in which it writes. */
    private void suit(OutputChannel channel, int count) {
        if (count > 0 && channel.isWatched()) {
            switch (channel.mannerAfter(count, loop.nanos())) {
                case CALM -> {}
                case HECTIC -> breathe(channel);
                case FLOODING -> widePipes.widen(channel);
            }
        }
    }

    /** Lets a hectic program write more before it is read again. */
    private void breathe(OutputChannel channel) {
        loop.forget(channel.fd());
        channel.watched(false);
        loop.schedule(Pace.BREATH, () -> {
            agenda.add(() -> resume(channel));
            agenda.run();
        });
    }

    /** What came has been offered to the sinks, and to listeners. */
    private void settle(OutputChannel channel) {
        if (channel.isHeld() && channel.isWatched()) {
            hold(channel);
        }
    }

    private void hold(OutputChannel channel) {
        loop.forget(channel.fd());
        channel.watched(false);
        channel.whenFree(() -> agenda.add(() -> resume(channel)));
    }

    private void resume(OutputChannel channel) {
        if (!open.contains(channel) || channel.isWatched()) {
            return;
        }
        if (channel.isHeld()) { // again, by what was read meanwhile
            channel.whenFree(() -> agenda.add(() -> resume(channel)));
            return;
        }
        watch(channel);
        if (channel.hasChildEnded()) {
            drain(channel, new CompletableFuture<>(), DRAIN_BYTES); // before those who have come later
        }
    }

    /**
     * Completes when everything that a dead child wrote to these channels has been passed on, or cannot be now since a log has trouble or
     * listeners do not take it: it is passed on when that ends.
     */
    public CompletableFuture<Void> drain(List<OutputChannel> channels) {
        return all(channels.stream().map(channel -> {
            CompletableFuture<Void> done = new CompletableFuture<>();
            onLoop(() -> {
                channel.childEnded();
                drain(channel, done, DRAIN_BYTES);
            });
            return done;
        }).toList());
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }

    private void drain(OutputChannel channel, CompletableFuture<Void> done, int bytesLeft) {
        if (!open.contains(channel) || bytesLeft <= 0) {
            done.complete(null);
        } else if (channel.isHeld()) {
            leaveOver(channel);
            if (channel.isHeldByTrouble()) {
                done.complete(null);
            } else {
                if (!channel.isHeldByLog()) {
                    loop.schedule(LISTENERS_BOUND, () -> done.complete(null));
                }
                channel.whenFree(() -> agenda.add(() -> drain(channel, done, bytesLeft)));
            }
        } else {
            int count = read(channel);
            if (count == Posix.WOULD_BLOCK) {
                // If somebody holds the pipe who has outlived the child, its end may be far: the child itself ends nothing any more.
                if (channel.hasChildEnded() && channel.passOnWhatIsHeld()) {
                    agenda.add(() -> drain(channel, done, bytesLeft));
                } else {
                    done.complete(null);
                }
            } else {
                agenda.add(() -> drain(channel, done, bytesLeft - count));
            }
        }
    }

    /** What a dead child has left waits for its log; but not that of any number of dead children. */
    private void leaveOver(OutputChannel channel) {
        Leftovers.tooMany(open, channel).ifPresent(this::giveUp);
    }

    /** Loses what is not written yet, and says how much that is. */
    private void giveUp(OutputChannel channel) {
        if (!channel.isHeldByLog()) { // but by listeners, or a plugin that talks to the child
            channel.waitForNobody();
            CompletableFuture<Void> drained = new CompletableFuture<>();
            drain(channel, drained, DRAIN_BYTES);
            drained.thenRun(() -> end(channel));
            return;
        }
        long lost = 0;
        for (Feed feed : channel.feeds()) {
            lost = Math.max(lost, feed.abandon());
        }
        lost += intake.discard(channel, DRAIN_BYTES);
        if (lost > 0) {
            log.error("{} bytes of the {} could not be written to its log and are lost", lost, channel);
        }
        end(channel);
    }

    private void end(OutputChannel channel) {
        if (!open.remove(channel)) {
            return;
        }
        widePipes.forget(channel);
        if (channel.isWatched()) {
            loop.forget(channel.fd());
            channel.watched(false);
        }
        posix.close(channel.fd());
        leftovers.finish(channel);
    }

    /** Writes a text of our own to the sinks of a channel that has no pipe, and closes them. */
    public void write(OutputChannel channel, ByteBuffer text) {
        onLoop(() -> {
            channel.childEnded();
            channel.connect(outlets, false, () -> {});
            channel.write(text);
            leftovers.finish(channel);
        });
    }

    /** Empties the log files of these channels; if one of them cannot be emptied, the others are, and the answer is its failure. */
    public CompletableFuture<Void> clear(List<OutputChannel> channels) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        onLoop(() -> {
            List<CompletableFuture<Void>> cleared = new ArrayList<>();
            for (OutputChannel channel : channels) {
                if (open.contains(channel)) {
                    channel.feeds().forEach(feed -> cleared.add(Request.clear(loop, channel, feed)));
                }
            }
            all(cleared).whenComplete((_, failure) -> {
                if (failure != null) {
                    done.completeExceptionally(failure.getCause() == null ? failure : failure.getCause());
                } else {
                    done.complete(null);
                }
            });
        });
        return done;
    }

    /** Opens all log files again under their names, after a log rotator outside has moved them. */
    public void reopenAll() {
        onLoop(() -> {
            Set<Outlet> reopened = new HashSet<>();
            for (OutputChannel channel : open) {
                for (Feed feed : channel.feeds()) {
                    if (reopened.add(feed.outlet())) {
                        Request.reopen(channel, feed);
                    }
                }
            }
        });
    }

    /**
     * Reads what is there and stops: the end of the daemon. What children write from now on waits in their pipes. Logs with trouble are
     * tried once more; those that do not answer are not waited for longer than {@link #CLOSE_BOUND}.
     */
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        onLoop(() -> {
            outlets.retryAll();
            agenda.add(() -> {
                List<CompletableFuture<Void>> drained = new ArrayList<>();
                for (OutputChannel channel : open) {
                    channel.tellNoMore(); // nobody of those who must miss none is there any more
                    CompletableFuture<Void> one = new CompletableFuture<>();
                    drained.add(one);
                    agenda.add(() -> drain(channel, one, DRAIN_BYTES));
                }
                all(drained).thenRun(() -> agenda.add(() -> finish(done)));
                loop.schedule(CLOSE_BOUND, () -> onLoop(() -> finish(done)));
            });
        });
        return done;
    }

    private void finish(CompletableFuture<Void> done) {
        for (OutputChannel channel : List.copyOf(open)) {
            if (channel.isHeld()) {
                giveUp(channel);
            } else {
                end(channel);
            }
        }
        agenda.add(() -> { // when the files are closed that can be
            leftovers.leaveAll();
            done.complete(null);
        });
    }
}
