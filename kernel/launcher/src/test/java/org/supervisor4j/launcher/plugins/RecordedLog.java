package org.supervisor4j.launcher.plugins;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** What this package says to the activity log, from its making until it is closed. */
final class RecordedLog implements AutoCloseable {

    private final ListAppender<ILoggingEvent> lines;
    private final Logger log = (Logger) LoggerFactory.getLogger(RecordedLog.class.getPackageName());

    RecordedLog() {
        this(_ -> {});
    }

    /** @param listener is told each line at once, on the thread that logs it */
    RecordedLog(Consumer<String> listener) {
        lines = new ListAppender<>() {
            @Override
            protected void append(ILoggingEvent event) {
                super.append(event);
                listener.accept(event.toString());
            }
        };
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.INFO); // whatever other tests have made of it
    }

    /** Each as {@code [LEVEL] text}. */
    List<String> lines() {
        return List.copyOf(lines.list).stream().map(ILoggingEvent::toString).toList();
    }

    @Override
    public void close() {
        log.detachAppender(lines);
        log.setLevel(null);
    }
}
