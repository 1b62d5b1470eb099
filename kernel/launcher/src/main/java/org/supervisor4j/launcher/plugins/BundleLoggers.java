package org.supervisor4j.launcher.plugins;

import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.slf4j.event.Level;

/**
 * OSGi's own way of logging, into the activity log; each bundle has its own. The component runtime uses it to tell why a component of a
 * plugin could not be made; without it that would go to a terminal which a daemon does not have. But it chats as well, in the name of
 * plugins: of the installation's own bundles only warnings are heard.
 *
 * <p><b>Threading:</b> any.
 */
final class BundleLoggers implements ServiceFactory<LoggerFactory> {

    static final Class<LoggerFactory> TYPE = LoggerFactory.class;

    @Override
    public LoggerFactory getService(Bundle user, ServiceRegistration<LoggerFactory> registration) {
        return PluginOrigin.isOfTheInstallation(user) ? new Loggers(true, Level.WARN) : new Loggers(false, Level.TRACE);
    }

    @Override
    public void ungetService(Bundle user, ServiceRegistration<LoggerFactory> registration, LoggerFactory service) {
        // nothing is kept for it
    }

    /**
     * Those of one bundle.
     *
     * @param speaksForOthers whether it says whom a line is about; of a plugin's own lines that is known
     */
    record Loggers(boolean speaksForOthers, Level least) implements LoggerFactory {

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
            return loggerType.cast(new BundleLogger(name, origin(bundle), loggerType == FormatterLogger.class, least));
        }

        private String origin(Bundle bundle) {
            return !speaksForOthers || bundle == null || bundle.getBundleId() == 0 ? "" : PluginOrigin.jar(bundle) + ": ";
        }
    }
}
