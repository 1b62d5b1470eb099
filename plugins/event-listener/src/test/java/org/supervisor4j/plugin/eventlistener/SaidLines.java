package org.supervisor4j.plugin.eventlistener;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What is said in the activity log from level INFO on. */
final class SaidLines implements AutoCloseable {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    private SaidLines(Logger logger) {
        this.logger = logger;
    }

    static SaidLines record(String loggerName) {
        SaidLines lines = new SaidLines((Logger) LoggerFactory.getLogger(loggerName));
        lines.appender.start();
        lines.logger.setLevel(ch.qos.logback.classic.Level.INFO);
        lines.logger.addAppender(lines.appender);
        return lines;
    }

    List<String> lines() {
        return appender.list.stream().map(event -> event.getLevel() + " " + event.getFormattedMessage()).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
