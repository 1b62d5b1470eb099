package org.supervisor4j.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Sections;
import org.supervisor4j.config.plugin.PluginFailure;

class PluginFailureTest {

    private static final String UNTELLABLE =
            Untellable.class.getName() + ": it cannot be told: asked for it, it throws java.lang.IllegalArgumentException";

    /** Fails at whatever it is asked. */
    private static final class Untellable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalArgumentException("no text");
        }

        @Override
        public Throwable getCause() {
            throw new IllegalArgumentException("no cause");
        }
    }

    @Test
    void usuallyItIsWhatTheExceptionSays() {
        Exception cause = new Exception("deep");
        Exception usual = new Exception("text", cause);
        assertThat(PluginFailure.text(usual)).isEqualTo("java.lang.Exception: text");
        assertThat(PluginFailure.message(usual)).isEqualTo("text");
        assertThat(PluginFailure.message(new Exception())).isEqualTo("null");
        assertThat(PluginFailure.cause(usual)).containsSame(cause);
        assertThat(PluginFailure.cause(cause)).isEmpty();
    }

    @Test
    void oneThatFailsAtThatIsToldByItsClass() {
        assertThat(PluginFailure.text(new Untellable())).isEqualTo(UNTELLABLE);
        assertThat(PluginFailure.message(new Untellable())).isEqualTo(UNTELLABLE);
        assertThat(PluginFailure.cause(new Untellable())).isEmpty();
    }

    @Test
    void aSectionThatMakesAPluginThrowItIsAProblemLikeOthers(@TempDir Path directory) {
        assertThat(new ConfigurationFixture(directory).messages(ConfigurationFixture.NOTHING, new Failing()))
                .singleElement()
                .asString()
                .endsWith("could not check the configuration: " + UNTELLABLE);
    }

    private static final class Failing implements ConfigurationSection {
        @Override
        public void check(Sections sections, Problems problems) {
            throw new Untellable();
        }
    }
}
