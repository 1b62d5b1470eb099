package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** The daemon's end reaches every plugin, whatever one of them does. */
@Timeout(60)
class BundleStopsTest {

    private static final Duration SHORT = Duration.ofSeconds(2);

    @TempDir
    private Path directory;

    private final CountDownLatch gate = new CountDownLatch(1);
    private PluginFixture plugins;

    @BeforeEach
    void boot() throws Exception {
        System.getProperties().put(Activators.GATE, gate);
        plugins = new PluginFixture(directory, SHORT);
        TestJar.bundle("first", "1.0.0").activator(Activators.Quiet.class).to(plugins.jar("a.jar"));
        TestJar.bundle("last", "1.0.0").activator(Activators.Quiet.class).to(plugins.jar("c.jar"));
    }

    @AfterEach
    void end() throws Exception {
        gate.countDown();
        System.getProperties().remove(Activators.GATE);
        plugins.stop();
    }

    private boolean stopAll(Predicate<Bundle> hangs) throws InterruptedException {
        return new BundleStops(plugins.framework.getBundleContext(), hangs, SHORT).stopAll();
    }

    @Test
    void theLastOneIsStoppedFirst() throws Exception {
        TestJar.bundle("b", "1.0.0").activator(Activators.MuteAtItsEnd.class).to(plugins.jar("b.jar"));
        plugins.follow();
        List<String> stopped = new ArrayList<>();
        plugins.framework.getBundleContext().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STOPPING) {
                stopped.add(event.getBundle().getSymbolicName());
            }
        });
        try (RecordedLog log = new RecordedLog()) {
            assertThat(stopAll(plugins.starts::hangs)).isTrue();
            assertThat(stopped).containsExactly("last", "b", "first");
            assertThat(log.lines()).anyMatch(line -> line.startsWith("[WARN] The plugin b.jar did not stop cleanly: "));
        }
        assertThat(plugins.active()).isEmpty();
    }

    @Test
    void oneThatHangsInItsStartIsNamedAndTheOthersAreStopped() throws Exception {
        TestJar.bundle("hanging", "1.0.0").activator(Activators.Blocking.class).to(plugins.jar("b.jar"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("first 1.0.0", "last 1.0.0");
        try (RecordedLog log = new RecordedLog()) {
            assertThat(stopAll(plugins.starts::hangs)).isFalse();
            assertThat(log.lines()).containsExactly("[WARN] The plugin b.jar is not stopped: it still hangs, as said before");
        }
        assertThat(plugins.active()).isEmpty();
    }

    @Test
    void oneThatIsNotYetKnownToHangIsWaitedForAndToldWithItsPlace() throws Exception {
        TestJar.bundle("hanging", "1.0.0").activator(Activators.Blocking.class).to(plugins.jar("b.jar"));
        plugins.follow();
        try (RecordedLog log = new RecordedLog()) {
            assertThat(stopAll(_ -> false)).isFalse();
            assertThat(log.lines()).singleElement().asString()
                    .startsWith("[ERROR] The plugin b.jar does not stop within ").contains("it hangs in org.apache.felix.");
        }
        assertThat(plugins.active()).isEmpty();
    }
}
