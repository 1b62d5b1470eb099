package org.supervisor4j.launcher.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Arrays;
import org.slf4j.Marker;
import org.supervisor4j.config.plugin.PluginFailure;

/**
 * Logs what is logged with a throwable, in place of Logback, which asks it for its text on the way: one that throws another then, as that
 * of a plugin may, would come out of the very place that says what the plugin has done. It is shown by its class instead.
 *
 * <p><b>Threading:</b> any.
 */
final class TellableThrowables extends TurboFilter {

    /** Has the class of another. */
    private static final class Substitute extends ThrowableProxy {
        private final String className;

        Substitute(Throwable substitute, String className) {
            super(substitute);
            this.className = className;
        }

        @Override
        public String getClassName() {
            return className;
        }
    }

    /** One is made in time: a class that is loaded when there is no memory is lost for ever, and with it everything that tells of failures. */
    TellableThrowables() {
        ThrowableProxyUtil.asString(new Substitute(new Throwable(), ""));
    }

    @Override
    public FilterReply decide(Marker marker, Logger logger, Level level, String message, Object[] values, Throwable given) {
        Throwable thrown = given == null && values != null && values.length > 0 && values[values.length - 1] instanceof Throwable last
                ? last
                : given;
        if (thrown == null || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        LoggingEvent event = new LoggingEvent(
                Logger.FQCN, logger, level, message, null, shown(given == null ? Arrays.copyOf(values, values.length - 1) : values));
        event.setThrowableProxy(proxy(thrown));
        event.addMarker(marker);
        logger.callAppenders(event);
        return FilterReply.DENY; // nothing is left to do
    }

    /** As texts those that Logback would take for what was thrown. */
    private static Object[] shown(Object[] values) {
        return values == null
                ? null
                : Arrays.stream(values).map(value -> value instanceof Throwable one ? PluginFailure.text(one) : value).toArray();
    }

    private static ThrowableProxy proxy(Throwable thrown) {
        try {
            return new ThrowableProxy(thrown);
        } catch (Throwable e) { // whatever one can throw from there
            Throwable substitute = new Throwable("it cannot be told: asked for it, it throws " + e.getClass().getName());
            substitute.setStackTrace(frames(thrown));
            return new Substitute(substitute, thrown.getClass().getName());
        }
    }

    private static StackTraceElement[] frames(Throwable thrown) {
        try {
            StackTraceElement[] frames = thrown.getStackTrace();
            return frames != null && Arrays.stream(frames).allMatch(StackTraceElement.class::isInstance) ? frames : new StackTraceElement[0];
        } catch (Throwable _) { // as above
            return new StackTraceElement[0];
        }
    }
}
