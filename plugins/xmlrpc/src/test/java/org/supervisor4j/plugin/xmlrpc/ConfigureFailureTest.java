package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfigureFailureTest {

    /** Fails when it is asked for its text. */
    private static final class Untellable extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no text");
        }
    }

    @Test
    void whatIsSaidToBeWrongIsToldAsItIs() {
        assertThat(ConfigureFailure.reason(new IllegalArgumentException("unexpected option"))).isEqualTo("unexpected option");
        assertThat(ConfigureFailure.reason(new IllegalArgumentException())).isEqualTo("java.lang.IllegalArgumentException");
        assertThat(ConfigureFailure.reason(new IllegalStateException("broken"))).isEqualTo("java.lang.IllegalStateException: broken");
    }

    @Test
    void whatCannotBeToldIsToldByItsClass() {
        assertThat(ConfigureFailure.reason(new Untellable()))
                .isEqualTo(Untellable.class.getName() + ": it cannot be told: asked for it, it throws java.lang.IllegalStateException");
    }
}
