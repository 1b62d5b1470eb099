package org.supervisor4j.launcher.logging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The JDK's two ways of logging ({@code java.util.logging}, and {@code System.Logger} which comes down to it) into the activity log. They
 * set themselves up when they are first used, and make one of this class then: until somebody does, it costs nothing.
 */
public final class JavaLogging {

    /** Tells {@link System#exit} at a level that is not shown else, on the thread that calls it; with us it ends a daemon that should go on. */
    private static final String EXIT = "java.lang.Runtime";

    private static final String CONFIGURATION_CLASS = "java.util.logging.config.class";

    /** Called by the JDK. */
    public JavaLogging() throws IOException {
        String settings = "handlers=" + ToActivityLog.class.getName() + "\n.level=INFO\n" + EXIT + ".level=FINE\n";
        LogManager.getLogManager().readConfiguration(new ByteArrayInputStream(settings.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Before anybody uses it; whoever has set it up in another way is let alone. */
    static void prepare() {
        if (System.getProperty(CONFIGURATION_CLASS) == null && System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty(CONFIGURATION_CLASS, JavaLogging.class.getName());
        }
    }

    /** Made by the JDK. */
    public static final class ToActivityLog extends Handler {

        private static final Formatter FORMATTER = new SimpleFormatter();

        /** Called by the JDK. */
        public ToActivityLog() {
            // the activity log decides what is important enough
        }

        @Override
        public void publish(LogRecord line) {
            String name = line.getLoggerName() == null || line.getLoggerName().isEmpty() ? "java.util.logging" : line.getLoggerName();
            Level level = name.equals(EXIT) ? Level.ERROR : level(line.getLevel().intValue());
            LoggerFactory.getLogger(name).atLevel(level).setCause(line.getThrown())
                    .log("{}", FORMATTER.formatMessage(line));
        }

        private static Level level(int number) {
            if (number >= java.util.logging.Level.SEVERE.intValue()) {
                return Level.ERROR;
            }
            if (number >= java.util.logging.Level.WARNING.intValue()) {
                return Level.WARN;
            }
            if (number >= java.util.logging.Level.INFO.intValue()) {
                return Level.INFO;
            }
            return number >= java.util.logging.Level.FINE.intValue() ? Level.DEBUG : Level.TRACE;
        }

        @Override
        public void flush() {
            // nothing waits here
        }

        @Override
        public void close() {
            // the activity log is the daemon's
        }
    }
}
