package org.supervisor4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.supervisor4j.core.loop.TaskFailures;

class ThrownTest {

    private static final class Mute extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new NullPointerException();
        }
    }

    @Test
    void whatCanBeToldStaysAsItIs() {
        Exception usual = new Exception("text", new Error("cause"));
        assertThat(Thrown.tellable(usual)).isSameAs(usual);
    }

    @Test
    void whatCannotIsToldByItsClass() {
        assertThat(Thrown.tellable(new Mute()))
                .hasMessage(Mute.class.getName() + ", which fails when it is asked for its text with java.lang.NullPointerException");
        assertThat(Thrown.tellable(new Exception("text", new Mute()))).hasMessageStartingWith("java.lang.Exception, which fails");
    }

    @Test
    void aTaskThatThrowsItIsSaidLikeOthers() {
        try (CapturedLog log = new CapturedLog(ThrownTest.class)) {
            new TaskFailures(LoggerFactory.getLogger(ThrownTest.class), "A task failed").say(new Mute());
            assertThat(log.messages()).containsExactly("A task failed");
        }
    }
}
