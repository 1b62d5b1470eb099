package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;
import org.supervisor4j.launcher.logging.ActivityLogging;

class BundleLoggersTest {

    private static final String NAME = "some.bundle";
    private static final LoggerFactory LOGGERS = new BundleLoggers.Loggers(false, org.slf4j.event.Level.TRACE);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final ch.qos.logback.classic.Logger log = (ch.qos.logback.classic.Logger) org.slf4j.LoggerFactory.getLogger(NAME);
    private final Logger logger = LOGGERS.getLogger(NAME);

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.INFO);
    }

    @AfterEach
    void leave() {
        log.detachAppender(lines);
    }

    @Test
    void eachLevelIsWhatItIsCalled() {
        logger.error("a {}", 1);
        logger.warn("b {} {}", 1, 2);
        logger.info("c {} {} {}", 1, 2, 3);
        logger.debug("not now");
        logger.audit("d");
        assertThat(lines.list).extracting(ILoggingEvent::toString)
                .containsExactly("[ERROR] a 1", "[WARN] b 1 2", "[INFO] c 1 2 3", "[INFO] d");
        assertThat(logger.isInfoEnabled()).isTrue();
        assertThat(logger.isDebugEnabled()).isFalse();
        assertThat(logger.getName()).isEqualTo(NAME);
    }

    @Test
    void whatCannotBeToldIsLoggedAllTheSame() {
        new ActivityLogging(Optional::empty);
        listen();
        logger.error("not made", new InvocationTargetException(new RuntimeException() {
            private static final long serialVersionUID = 1L;

            @Override
            public StackTraceElement[] getStackTrace() {
                throw new IllegalStateException("no frames");
            }
        }));
        assertThat(lines.list).extracting(ILoggingEvent::toString).containsExactly("[ERROR] not made");
    }

    @Test
    void whoChatsInTheNameOfOthersIsHeardWhenItMatters() {
        Logger quiet = new BundleLoggers.Loggers(true, org.slf4j.event.Level.WARN).getLogger(NAME);
        quiet.info("chat");
        quiet.warn("trouble");
        assertThat(quiet.isInfoEnabled()).isFalse();
        assertThat(quiet.isWarnEnabled()).isTrue();
        assertThat(lines.list).extracting(ILoggingEvent::getMessage).containsExactly("trouble");
    }

    @Test
    void whatIsNotLoggedIsNotAskedFor() {
        logger.debug(unused -> {
            throw new IllegalStateException("asked");
        });
        logger.info(asked -> asked.info("text"));
        assertThat(lines.list).extracting(ILoggingEvent::getMessage).containsExactly("text");
    }

    @Test
    void ofACallByReflectionTheCauseIsShown() {
        logger.error("no", new InvocationTargetException(new IllegalStateException("the reason")));
        assertThat(lines.list.getFirst().getThrowableProxy().getMessage()).isEqualTo("the reason");
    }

    @Test
    void valuesMayBeFormatted() {
        LOGGERS.getLogger(NAME, FormatterLogger.class).info("%d%%", 5);
        assertThat(lines.list).extracting(ILoggingEvent::getMessage).containsExactly("5%");
    }

    @Test
    void otherKindsOfLoggersAreRefused() {
        interface Special extends Logger {}
        assertThatThrownBy(() -> LOGGERS.getLogger(NAME, Special.class)).hasMessageContaining("expected: Logger");
    }
}
