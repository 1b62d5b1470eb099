package org.supervisor4j.launcher.plugins;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Locale;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.LoggerConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One logger of OSGi's kind. Its interface has each of the levels in six forms; a proxy would be shorter, but its making costs each start of
 * the daemon 60 ms.
 */
final class BundleLogger implements FormatterLogger {

    private final String origin;
    private final boolean formats;
    private final Level least;
    private final Logger log;

    /**
     * @param origin stands before each line
     * @param formats whether messages are in the way of {@link String#format}, not with {@code {}}
     * @param least nothing below it is heard
     */
    BundleLogger(String name, String origin, boolean formats, Level least) {
        this.origin = origin;
        this.formats = formats;
        this.least = least;
        this.log = LoggerFactory.getLogger(name);
    }

    @Override
    public String getName() {
        return log.getName();
    }

    private boolean isHeard(Level level) {
        return level.toInt() >= least.toInt() && log.isEnabledForLevel(level);
    }

    private void write(Level level, String message, Object... values) {
        if (!isHeard(level)) {
            return;
        }
        Object[] shown = Arrays.stream(values)
                .filter(value -> !(value instanceof ServiceReference<?>)) // for readers of another log
                .map(value -> value instanceof InvocationTargetException e && e.getCause() != null ? own(e.getCause()) : value)
                .toArray();
        if (formats) {
            log.atLevel(level).log(origin + String.format(Locale.ROOT, message, shown));
        } else {
            log.atLevel(level).log(origin + message, shown);
        }
    }

    /** What a plugin's code threw when it was called by reflection, without the calls that led there. */
    private static Throwable own(Throwable thrown) {
        try {
            thrown.setStackTrace(Arrays.stream(thrown.getStackTrace())
                    .takeWhile(frame -> !frame.getClassName().startsWith("jdk.internal.reflect.")
                            && !frame.getClassName().startsWith("java.lang.invoke."))
                    .toArray(StackTraceElement[]::new));
        } catch (RuntimeException | Error _) { // its exceptions are its code, too
            return thrown;
        }
        return thrown;
    }

    private <E extends Exception> void ask(Level level, LoggerConsumer<E> consumer) throws E {
        if (isHeard(level)) {
            consumer.accept(this);
        }
    }

    @Override
    public boolean isTraceEnabled() {
        return isHeard(Level.TRACE);
    }

    @Override
    public void trace(String message) {
        write(Level.TRACE, message);
    }

    @Override
    public void trace(String message, Object value) {
        write(Level.TRACE, message, value);
    }

    @Override
    public void trace(String message, Object first, Object second) {
        write(Level.TRACE, message, first, second);
    }

    @Override
    public void trace(String message, Object... values) {
        write(Level.TRACE, message, values);
    }

    @Override
    public <E extends Exception> void trace(LoggerConsumer<E> consumer) throws E {
        ask(Level.TRACE, consumer);
    }

    @Override
    public boolean isDebugEnabled() {
        return isHeard(Level.DEBUG);
    }

    @Override
    public void debug(String message) {
        write(Level.DEBUG, message);
    }

    @Override
    public void debug(String message, Object value) {
        write(Level.DEBUG, message, value);
    }

    @Override
    public void debug(String message, Object first, Object second) {
        write(Level.DEBUG, message, first, second);
    }

    @Override
    public void debug(String message, Object... values) {
        write(Level.DEBUG, message, values);
    }

    @Override
    public <E extends Exception> void debug(LoggerConsumer<E> consumer) throws E {
        ask(Level.DEBUG, consumer);
    }

    @Override
    public boolean isInfoEnabled() {
        return isHeard(Level.INFO);
    }

    @Override
    public void info(String message) {
        write(Level.INFO, message);
    }

    @Override
    public void info(String message, Object value) {
        write(Level.INFO, message, value);
    }

    @Override
    public void info(String message, Object first, Object second) {
        write(Level.INFO, message, first, second);
    }

    @Override
    public void info(String message, Object... values) {
        write(Level.INFO, message, values);
    }

    @Override
    public <E extends Exception> void info(LoggerConsumer<E> consumer) throws E {
        ask(Level.INFO, consumer);
    }

    @Override
    public boolean isWarnEnabled() {
        return isHeard(Level.WARN);
    }

    @Override
    public void warn(String message) {
        write(Level.WARN, message);
    }

    @Override
    public void warn(String message, Object value) {
        write(Level.WARN, message, value);
    }

    @Override
    public void warn(String message, Object first, Object second) {
        write(Level.WARN, message, first, second);
    }

    @Override
    public void warn(String message, Object... values) {
        write(Level.WARN, message, values);
    }

    @Override
    public <E extends Exception> void warn(LoggerConsumer<E> consumer) throws E {
        ask(Level.WARN, consumer);
    }

    @Override
    public boolean isErrorEnabled() {
        return isHeard(Level.ERROR);
    }

    @Override
    public void error(String message) {
        write(Level.ERROR, message);
    }

    @Override
    public void error(String message, Object value) {
        write(Level.ERROR, message, value);
    }

    @Override
    public void error(String message, Object first, Object second) {
        write(Level.ERROR, message, first, second);
    }

    @Override
    public void error(String message, Object... values) {
        write(Level.ERROR, message, values);
    }

    @Override
    public <E extends Exception> void error(LoggerConsumer<E> consumer) throws E {
        ask(Level.ERROR, consumer);
    }

    @Override
    public void audit(String message) {
        write(Level.INFO, message);
    }

    @Override
    public void audit(String message, Object value) {
        write(Level.INFO, message, value);
    }

    @Override
    public void audit(String message, Object first, Object second) {
        write(Level.INFO, message, first, second);
    }

    @Override
    public void audit(String message, Object... values) {
        write(Level.INFO, message, values);
    }
}
