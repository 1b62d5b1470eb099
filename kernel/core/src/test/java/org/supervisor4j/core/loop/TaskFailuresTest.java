package org.supervisor4j.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;

class TaskFailuresTest {

    private final Logger log = new LoggerContext().getLogger("test");
    private final Said said = new Said();
    private final TaskFailures failures = new TaskFailures(log, "A task failed");

    TaskFailuresTest() {
        said.start();
        log.addAppender(said);
    }

    private static final class Said extends ListAppender<ILoggingEvent> {
        boolean hasNoMemory;
        boolean lacksClasses;

        @Override
        public void doAppend(ILoggingEvent event) {
            if (hasNoMemory) {
                throw new OutOfMemoryError("as the test wants it");
            }
            if (lacksClasses) {
                throw new NoClassDefFoundError("Could not initialize class ThrowableProxy");
            }
            super.doAppend(event);
        }
    }

    @Test
    void whatCannotEvenBeSaidIsCounted() {
        failures.say(new IllegalStateException("one"));
        said.hasNoMemory = true;
        failures.say(new OutOfMemoryError("two"));
        said.lacksClasses = true;
        said.hasNoMemory = false;
        failures.say(new OutOfMemoryError("three"));
        said.lacksClasses = false;
        failures.say(new IllegalStateException("four"));
        failures.say(new IllegalStateException("five"));

        assertThat(said.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly(
                "A task failed",
                "A task failed",
                "2 other tasks have failed, too, when there was no memory to say why",
                "A task failed");
    }
}
