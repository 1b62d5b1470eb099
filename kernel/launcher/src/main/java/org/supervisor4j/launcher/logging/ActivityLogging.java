package org.supervisor4j.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import org.supervisor4j.config.LogLevel;

/**
 * Routes everything that is logged through SLF4J or the JDK to the activity log, with the name of the plugin if one of others says it. What is logged before that is open waits; should it never
 * open, what went wrong is given to the terminal.
 *
 * <p><b>Threading:</b> any.
 */
public final class ActivityLogging {

    /** What we stand on: its messages are for its authors unless they are warnings. Whatever else there is, plugins say. */
    private static final List<String> LIBRARIES = List.of(
            "org.apache.felix", "org.apache.xmlrpc", "org.apache.ws", "org.eclipse.jetty", "org.osgi", "org.jline",
            "java", "javax", "jdk", "sun", "com.sun");

    /**
     * Warn of each request that cannot be read, and of clients that leave during an answer, with a stack trace: whoever
     * reaches a port could fill the log.
     */
    private static final List<String> OF_CLIENTS =
            List.of("org.eclipse.jetty.http", "org.eclipse.jetty.io.AbstractConnection", "org.eclipse.jetty.util.HostPort",
                    "org.eclipse.jetty.ee10.servlet.ServletChannelState");

    private static final String OURS = "org.supervisor4j.";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Relay relay;

    /**
     * Takes over from whatever Logback would configure by itself.
     *
     * @param caller the name of the plugin that calls, if one does
     */
    public ActivityLogging(Supplier<Optional<String>> caller) {
        JavaLogging.prepare();
        relay = new Relay(caller);
        context.reset();
        relay.setContext(context);
        relay.start();
        TellableThrowables throwables = new TellableThrowables();
        throwables.setContext(context);
        throwables.start();
        context.addTurboFilter(throwables);
        root().setLevel(Level.INFO);
        root().addAppender(relay);
        LIBRARIES.forEach(library -> context.getLogger(library).setLevel(Level.WARN));
        OF_CLIENTS.forEach(library -> context.getLogger(library).setLevel(Level.ERROR));
    }

    private Logger root() {
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    /** Passes on what has waited, and everything from now on, that is at least as important as {@code threshold}. */
    public void open(ActivityWriter writer, LogLevel threshold) {
        root().setLevel(switch (threshold) {
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

    /** @param origin the plugin that has said it; empty if it is ours */
    private record Line(ILoggingEvent event, String origin) {
        boolean isAtLeast(LogLevel level) {
            return ActivityLayout.level(event).number() >= level.number();
        }

        String text() {
            return ActivityLayout.format(event, origin);
        }
    }

    private static final class Relay extends AppenderBase<ILoggingEvent> {
        private final Supplier<Optional<String>> caller;
        private final List<Line> waiting = new ArrayList<>();
        private volatile ActivityWriter writer;
        private volatile LogLevel threshold;

        Relay(Supplier<Optional<String>> caller) {
            this.caller = caller;
        }

        @Override
        protected void append(ILoggingEvent event) { // Logback calls this under a lock, on the thread that logs
            Line line = new Line(event, event.getLoggerName().startsWith(OURS) ? "" : caller.get().map(jar -> jar + ": ").orElse(""));
            if (writer != null) {
                pass(line);
            } else {
                event.prepareForDeferredProcessing();
                waiting.add(line);
            }
        }

        private void pass(Line line) {
            if (line.isAtLeast(threshold)) {
                writer.write(line.text());
            }
        }

        synchronized void open(ActivityWriter newWriter, LogLevel newThreshold) {
            threshold = newThreshold;
            writer = newWriter;
            waiting.forEach(this::pass);
            waiting.clear();
        }

        synchronized List<String> waiting(LogLevel least) {
            return waiting.stream().filter(line -> line.isAtLeast(least)).map(Line::text).toList();
        }
    }
}
