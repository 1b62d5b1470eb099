package org.supervisor4j.launcher.plugins;

import org.apache.felix.framework.Logger;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.LoggerFactory;

/** What Felix has to say goes to the activity log. */
final class FelixMessages extends Logger {

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(FelixMessages.class);

    @Override
    @SuppressWarnings("rawtypes") // as Felix declares it
    protected void doLog(Bundle bundle, ServiceReference service, int level, String message, Throwable cause) {
        String text = bundle == null ? message : bundle.getSymbolicName() + ": " + message;
        switch (level) {
            case LOG_ERROR -> log.error(text, cause);
            case LOG_WARNING -> log.warn(text, cause);
            case LOG_INFO -> log.debug(text, cause);
            default -> log.trace(text, cause);
        }
    }
}
