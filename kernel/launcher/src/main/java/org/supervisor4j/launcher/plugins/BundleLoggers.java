package org.supervisor4j.launcher.plugins;

import org.osgi.framework.Bundle;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/**
 * OSGi's own way of logging, into the activity log. The component runtime uses it to tell why a component of a plugin could not be made;
 * without it that would go to a terminal which a daemon does not have.
 *
 * <p><b>Threading:</b> any.
 */
final class BundleLoggers implements LoggerFactory {

    static final Class<LoggerFactory> TYPE = LoggerFactory.class;

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
        return loggerType.cast(new BundleLogger(name, origin(bundle), loggerType == FormatterLogger.class));
    }

    /** The name of the jar, for people; a location of ours ends with a number. */
    private static String origin(Bundle bundle) {
        if (bundle == null || bundle.getBundleId() == 0) {
            return "";
        }
        String location = bundle.getLocation().replaceFirst("#\\d+$", "");
        return location.substring(location.lastIndexOf('/') + 1) + ": ";
    }
}
