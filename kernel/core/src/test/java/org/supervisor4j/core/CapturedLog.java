package org.supervisor4j.core;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** What one class logs at INFO and above while this is open. */
public final class CapturedLog implements AutoCloseable {

    private final Logger logger;
    private final BlockingQueue<String> arrived = new LinkedBlockingQueue<>();
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            super.append(event);
            arrived.add(event.getFormattedMessage());
        }
    };

    public CapturedLog(Class<?> source) {
        this(source.getName());
    }

    /** Of a class that cannot be seen from the test. */
    public CapturedLog(String source) {
        logger = (Logger) LoggerFactory.getLogger(source);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        appender.start();
        logger.addAppender(appender);
    }

    public List<String> messages() {
        return List.copyOf(appender.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** The classes of what was logged with its trace. */
    public List<String> traced() {
        return List.copyOf(appender.list).stream()
                .filter(event -> event.getThrowableProxy() != null)
                .map(event -> event.getThrowableProxy().getClassName())
                .toList();
    }

    /** The next one, whoever says it; null if none comes for long. */
    public String await() throws InterruptedException {
        return arrived.poll(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(null);
    }
}
