package org.supervisor4j.plugin.xmlrpc;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What one class logs while this is open; {@code LEVEL [MARKER] text Exception: message}. */
final class CapturedLog implements AutoCloseable {

    private final Logger logger;
    private final ch.qos.logback.classic.Level before;
    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            super.append(event);
            arrived.add(line(event));
        }
    };

    CapturedLog(Class<?> source, Level level) {
        logger = (Logger) LoggerFactory.getLogger(source);
        before = logger.getLevel();
        logger.setLevel(ch.qos.logback.classic.Level.convertAnSLF4JLevel(level));
        logger.setAdditive(false);
        appender.start();
        logger.addAppender(appender);
    }

    List<String> lines() {
        return List.copyOf(appender.list).stream().map(CapturedLog::line).toList();
    }

    /** The next one; null if none comes for long. */
    String await() throws InterruptedException {
        return arrived.poll(20, TimeUnit.SECONDS);
    }

    private static String line(ILoggingEvent event) {
        String marker = event.getMarkerList() == null ? "" : event.getMarkerList() + " ";
        IThrowableProxy failure = event.getThrowableProxy();
        String cause = failure == null
                ? ""
                : " " + failure.getClassName().replaceAll(".*\\.", "") + ": " + failure.getMessage();
        return event.getLevel() + " " + marker + event.getFormattedMessage() + cause;
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(before);
    }
}
