package org.supervisor4j.launcher.plugins;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Locale;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerConsumer;
import org.osgi.service.log.LoggerFactory;
import org.slf4j.event.Level;

/**
 * OSGi's own way of logging, into the activity log. The component runtime uses it to tell why a component of a plugin could not be made;
 * without it that would go to a terminal which a daemon does not have.
 *
 * <p><b>Threading:</b> any.
 */
final class BundleLoggers implements LoggerFactory {

    static final Class<LoggerFactory> TYPE = LoggerFactory.class;

    /** The level that the daemon's log has no name for. */
    private static final String AUDIT = "AUDIT";

    @Override
    public Logger getLogger(String name) {
        return getLogger(name, Logger.class);
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return getLogger(type.getName());
    }

    @Override
    public <L extends Logger> L getLogger(Class<?> type, Class<L> loggerType) {
        return getLogger(type.getName(), loggerType);
    }

    @Override
    public <L extends Logger> L getLogger(String name, Class<L> loggerType) {
        return getLogger(null, name, loggerType);
    }

    @Override
    public <L extends Logger> L getLogger(Bundle bundle, String name, Class<L> loggerType) {
        if (loggerType != Logger.class && loggerType != FormatterLogger.class) {
            throw new IllegalArgumentException("logger type: " + loggerType.getName() + " (expected: Logger or FormatterLogger)");
        }
        InvocationHandler handler = new Lines(name, origin(bundle), loggerType == FormatterLogger.class);
        return loggerType.cast(Proxy.newProxyInstance(loggerType.getClassLoader(), new Class<?>[] {loggerType}, handler));
    }

    /** The name of the jar, for people; a location of ours ends with a number. */
    private static String origin(Bundle bundle) {
        if (bundle == null || bundle.getBundleId() == 0) {
            return "";
        }
        String location = bundle.getLocation().replaceFirst("#\\d+$", "");
        return location.substring(location.lastIndexOf('/') + 1) + ": ";
    }

    /** What a plugin's code threw when it was called by reflection, without the calls that led there. */
    private static Throwable own(Throwable thrown) {
        thrown.setStackTrace(Arrays.stream(thrown.getStackTrace())
                .takeWhile(frame -> !frame.getClassName().startsWith("jdk.internal.reflect.")
                        && !frame.getClassName().startsWith("java.lang.invoke."))
                .toArray(StackTraceElement[]::new));
        return thrown;
    }

    /** The interface has each of its six levels in six forms. */
    private record Lines(String name, String origin, boolean formats, org.slf4j.Logger log) implements InvocationHandler {

        Lines(String name, String origin, boolean formats) {
            this(name, origin, formats, org.slf4j.LoggerFactory.getLogger(name));
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            String called = method.getName();
            if (method.getDeclaringClass() == Object.class) {
                return switch (called) {
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> origin + name;
                };
            }
            if (called.equals("getName")) {
                return name;
            }
            if (called.startsWith("is")) { // isWarnEnabled
                return log.isEnabledForLevel(level(called.substring(2, called.length() - "Enabled".length())));
            }
            if (arguments[0] instanceof LoggerConsumer<?> consumer) {
                accept(consumer, (Logger) proxy, level(called));
            } else {
                write(level(called), (String) arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length));
            }
            return null;
        }

        @SuppressWarnings("unchecked") // what it throws, its caller declares
        private void accept(LoggerConsumer<?> consumer, Logger logger, Level level) throws Exception {
            if (log.isEnabledForLevel(level)) {
                ((LoggerConsumer<Exception>) consumer).accept(logger);
            }
        }

        private static Level level(String called) {
            String level = called.toUpperCase(Locale.ROOT);
            return level.equals(AUDIT) ? Level.INFO : Level.valueOf(level);
        }

        /** A service reference among the values is for readers of another log. */
        private void write(Level level, String message, Object[] values) {
            Object[] flat = values.length == 1 && values[0] instanceof Object[] several ? several : values;
            Object[] shown = Arrays.stream(flat)
                    .filter(value -> !(value instanceof ServiceReference<?>))
                    .map(value -> value instanceof InvocationTargetException e && e.getCause() != null ? own(e.getCause()) : value)
                    .toArray();
            if (formats) {
                log.atLevel(level).log(origin + String.format(Locale.ROOT, message, shown));
            } else {
                log.atLevel(level).log(origin + message, shown);
            }
        }
    }
}
