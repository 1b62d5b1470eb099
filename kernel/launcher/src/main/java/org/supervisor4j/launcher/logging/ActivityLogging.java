package org.supervisor4j.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.supervisor4j.config.LogLevel;

/**
 * Routes everything that is logged through SLF4J to the activity log. What is logged before that is open waits; should it never
 * open, what went wrong is given to the terminal.
 *
 * <p><b>Threading:</b> any.
 */
public final class ActivityLogging {

    /** Messages of libraries are for their authors unless they are warnings. */
    private static final Level LIBRARIES = Level.WARN;

    private static final String OURS = "org.supervisor4j";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Relay relay = new Relay();

    /** Takes over from whatever Logback would configure by itself. */
    public ActivityLogging() {
        context.reset();
        relay.setContext(context);
        relay.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(LIBRARIES);
        root.addAppender(relay);
        context.getLogger(OURS).setLevel(Level.INFO);
    }

    /** Passes on what has waited, and everything from now on, that is at least as important as {@code threshold}. */
    public void open(ActivityWriter writer, LogLevel threshold) {
        context.getLogger(OURS).setLevel(switch (threshold) {
            case CRITICAL, ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case INFO -> Level.INFO;
            case DEBUG -> Level.DEBUG;
            case TRACE, BLATHER -> Level.TRACE;
        });
        relay.open(writer, threshold);
    }

    /** The lines that have waited in vain and are at least warnings. */
    public List<String> unheard() {
        return relay.waiting(LogLevel.WARN);
    }

    private static final class Relay extends AppenderBase<ILoggingEvent> {
        private final List<ILoggingEvent> waiting = new ArrayList<>();
        private volatile ActivityWriter writer;
        private volatile LogLevel threshold;

        @Override
        protected void append(ILoggingEvent event) { // Logback calls this under a lock
            if (writer != null) {
                pass(event);
            } else {
                event.prepareForDeferredProcessing();
                waiting.add(event);
            }
        }

        private void pass(ILoggingEvent event) {
            if (ActivityLayout.level(event).number() >= threshold.number()) {
                writer.write(ActivityLayout.format(event));
            }
        }

        synchronized void open(ActivityWriter newWriter, LogLevel newThreshold) {
            threshold = newThreshold;
            writer = newWriter;
            waiting.forEach(this::pass);
            waiting.clear();
        }

        synchronized List<String> waiting(LogLevel least) {
            return waiting.stream()
                    .filter(event -> ActivityLayout.level(event).number() >= least.number())
                    .map(ActivityLayout::format)
                    .toList();
        }
    }
}
