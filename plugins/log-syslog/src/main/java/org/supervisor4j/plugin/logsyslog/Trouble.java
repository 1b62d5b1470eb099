package org.supervisor4j.plugin.logsyslog;

import java.io.IOException;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes wrong on the way to a receiver, and how many messages it costs: said in the activity log when it begins,
 * when it begins to cost something, and when it ends.
 *
 * <p><b>Threading:</b> under its sender's lock; whoever logs waits for nobody.
 */
final class Trouble {

    private static final Logger log = LoggerFactory.getLogger(Trouble.class);

    private final Address address;
    private final Timing timing;
    private boolean present;
    private boolean isProven; // that something arrives again
    private boolean announcedLoss;
    private boolean isSilent;
    private long lost;
    private long lastNews;

    Trouble(Address address, Timing timing) {
        this.address = address;
        this.timing = timing;
    }

    /** Nothing can be sent now. */
    void unreachable(Throwable reason, long now) {
        if (!present && !isSilent) {
            log.warn(
                    "The syslog at {} cannot be reached, messages wait for it: {}",
                    address,
                    text(reason),
                    defect(reason));
        }
        present = true;
        isProven = false;
        lastNews = now;
    }

    /** There was no room for a message. */
    void overflowed(long now) {
        announceLoss(present ? "too many wait for it already" : "it takes them too slowly");
        lost(1, now);
    }

    private void announceLoss(String reason) {
        if (!announcedLoss && !isSilent) {
            log.warn("Messages to the syslog at {} are lost: {}", address, reason);
        }
        announcedLoss = true;
    }

    private void lost(long messages, long now) {
        present = true;
        isProven = false;
        lost += messages;
        lastNews = now;
    }

    /**
     * A message has been sent.
     *
     * @param refused how many before it have not arrived
     */
    void sent(int refused, long now) {
        if (refused > 0) {
            announceLoss("nobody listens there");
            lost(refused, now);
        } else if (present && now - lastNews >= timing.proof().toNanos()) {
            isProven = true;
        }
    }

    /**
     * How many nanoseconds without news must pass for it to be over, if nothing waits; never, while nothing has been
     * sent.
     */
    long left(long now) {
        return isProven ? lastNews + timing.quiet().toNanos() - now : Long.MAX_VALUE;
    }

    /** It is over. */
    void over() {
        log.warn("The syslog at {} takes messages again, {} were lost", address, lost);
        forget();
    }

    /** Nobody has a channel any more. */
    void ended(long unsent) {
        if (lost + unsent > 0 && !isSilent) {
            log.warn("{} messages to the syslog at {} were lost at the end", lost + unsent, address);
        }
        forget();
    }

    /** From now on there is nothing to say any more. */
    void silence() {
        isSilent = true;
    }

    private void forget() {
        present = false;
        isProven = false;
        announcedLoss = false;
        lost = 0;
    }

    private static String text(Throwable reason) {
        return switch (reason) {
            case UnknownHostException _ -> "the host is unknown";
            case IOException failure when failure.getMessage() != null -> failure.getMessage();
            default -> reason.toString();
        };
    }

    /** With its trace, which only a defect needs. */
    private static Throwable defect(Throwable reason) {
        return reason instanceof IOException ? null : reason;
    }
}
