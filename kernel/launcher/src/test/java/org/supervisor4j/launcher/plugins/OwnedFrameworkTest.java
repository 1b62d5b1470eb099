package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.slf4j.LoggerFactory;

/** Plugins may ask for the end of the framework; only its owner ends it. */
@Timeout(60)
class OwnedFrameworkTest {

    private static final Logger log = (Logger) LoggerFactory.getLogger(OwnedFramework.class);

    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private OwnedFramework framework;

    @BeforeEach
    void boot() throws Exception {
        said.start();
        log.addAppender(said);
        framework = new OwnedFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, directory.resolve("storage").toString(), "felix.log.logger", new FelixMessages()));
        framework.start();
    }

    @AfterEach
    void end() throws Exception {
        log.detachAppender(said);
        framework.end();
        framework.waitForStop(10_000);
        assertThat(framework.getState()).isEqualTo(Bundle.RESOLVED);
    }

    @Test
    void aBundleThatStopsItIsNamedAndEverythingGoesOn() throws Exception {
        Path jar = TestJar.bundle("shell", "1.0.0").activator(Activators.StoppingAll.class).to(directory.resolve("shell.jar"));
        Bundle shell = framework.getBundleContext().installBundle("shell", Files.newInputStream(jar));
        shell.start();
        assertThat(framework.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(shell.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(said.list).extracting(ILoggingEvent::getFormattedMessage)
                .allMatch(line -> line.startsWith("The plugin framework is not stopped for shell (expected: supervisorctl shutdown"))
                .hasSize(2);
    }

    @Test
    void aRestartIsRefusedToo() throws Exception {
        Bundle system = framework.getBundleContext().getBundle(Constants.SYSTEM_BUNDLE_ID);
        system.update();
        system.update(new ByteArrayInputStream(new byte[0]));
        assertThat(framework.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(said.list).extracting(ILoggingEvent::getFormattedMessage)
                .allMatch(line -> line.startsWith("The plugin framework is not restarted for somebody"))
                .hasSize(2);
    }
}
