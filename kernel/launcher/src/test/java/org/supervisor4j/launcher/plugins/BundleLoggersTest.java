package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.reflect.InvocationTargetException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.log.FormatterLogger;
import org.osgi.service.log.Logger;
import org.slf4j.LoggerFactory;

class BundleLoggersTest {

    private static final String NAME = "some.bundle";

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final ch.qos.logback.classic.Logger log = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(NAME);
    private final Logger logger = new BundleLoggers().getLogger(NAME);

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
        new BundleLoggers().getLogger(NAME, FormatterLogger.class).info("%d%%", 5);
        assertThat(lines.list).extracting(ILoggingEvent::getMessage).containsExactly("5%");
    }

    @Test
    void otherKindsOfLoggersAreRefused() {
        interface Special extends Logger {}
        assertThatThrownBy(() -> new BundleLoggers().getLogger(NAME, Special.class)).hasMessageContaining("expected: Logger");
    }
}
