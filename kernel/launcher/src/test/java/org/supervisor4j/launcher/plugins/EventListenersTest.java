package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.Felix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.supervisor4j.api.event.DaemonStateEvent;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessEventListener;
import org.supervisor4j.api.event.ProcessGroupEvent;
import org.supervisor4j.api.plugin.PluginInfo.Contribution;
import org.supervisor4j.api.plugin.PluginState;
import org.supervisor4j.api.plugin.UnusedOffers.Unused;
import org.supervisor4j.core.TimeSource;
import org.supervisor4j.core.event.EventBus;
import org.supervisor4j.core.loop.EventLoop;
import org.supervisor4j.posix.LinuxPosix;

/** Listeners come and go as services of a real framework. */
@Timeout(30)
class EventListenersTest {

    private static final Event GROUP = new ProcessGroupEvent("g", true);
    private static final Event DAEMON = new DaemonStateEvent(true);

    @TempDir
    private Path storage;

    private final EventLoop loop = new EventLoop("test", new LinuxPosix().openPoller(), TimeSource.SYSTEM);
    private final EventBus events = new EventBus(loop);
    private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
    private Felix framework;
    private EventListeners listeners;

    EventListenersTest() throws Exception {
        // the poller may refuse
    }

    @BeforeEach
    void boot() throws Exception {
        loop.own();
        framework = new Felix(Map.of(Constants.FRAMEWORK_STORAGE, storage.toString()));
        framework.start();
        listeners = new EventListeners(framework.getBundleContext(), events);
        listeners.open();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private ServiceRegistration<ProcessEventListener> register(Object types) {
        Hashtable<String, Object> properties = new Hashtable<>();
        if (types != null) {
            properties.put(ProcessEventListener.TYPES, types);
        }
        return framework.getBundleContext().registerService(ProcessEventListener.class, heard::add, properties);
    }

    private Event next() throws InterruptedException {
        return heard.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void aServiceWithoutTheKindsHearsOfEverything() throws Exception {
        register(null);
        events.publish(DAEMON);
        events.publish(GROUP);
        assertThat(next()).isEqualTo(DAEMON);
        assertThat(next()).isEqualTo(GROUP);
    }

    @Test
    void aServiceHearsOfTheKindsThatItNames() throws Exception {
        register(new String[] {"PROCESS_GROUP_REMOVED", "PROCESS_GROUP"});
        events.publish(DAEMON);
        events.publish(GROUP);
        assertThat(next()).isEqualTo(GROUP);
    }

    @Test
    void aServiceIsCalledByItsDescriptionOrNumberAndByItsJar() throws Exception {
        BlockingQueue<String> threads = new LinkedBlockingQueue<>();
        ProcessEventListener listener = _ -> threads.add(Thread.currentThread().getName());
        framework.getBundleContext().registerService(
                ProcessEventListener.class, listener, new Hashtable<>(Map.of(Constants.SERVICE_DESCRIPTION, "the test's own")));
        events.publish(GROUP);
        assertThat(threads.poll(10, TimeUnit.SECONDS)).isEqualTo("events-the test's own of System Bundle");
        framework.getBundleContext().registerService(ProcessEventListener.class, listener, null);
        events.publish(GROUP);
        assertThat(threads.poll(10, TimeUnit.SECONDS) + threads.poll(10, TimeUnit.SECONDS))
                .containsPattern("events-\\d+ of System Bundle");
    }

    @Test
    void aServiceMayAskForOtherKindsAsItGoes() throws Exception {
        ServiceRegistration<ProcessEventListener> registration = register("TICK");
        events.publish(GROUP);
        registration.setProperties(new Hashtable<>(Map.of(ProcessEventListener.TYPES, "SUPERVISOR_STATE_CHANGE")));
        events.publish(GROUP);
        events.publish(DAEMON);
        assertThat(next()).isEqualTo(DAEMON);
        assertThat(heard).isEmpty();
    }

    @Test
    void aServiceThatIsGivenUpIsUnusedWithTheReasonUntilItIsRegisteredAgain() throws Exception {
        ProcessEventListener failing = event -> {
            heard.add(event);
            throw new IllegalStateException("no mood\ntoday");
        };
        ServiceRegistration<ProcessEventListener> registration = framework.getBundleContext().registerService(
                ProcessEventListener.class,
                failing,
                new Hashtable<>(Map.of(
                        ProcessEventListener.TYPES, "PROCESS_GROUP", Constants.SERVICE_DESCRIPTION, "webhook 'ops'")));
        for (int i = 0; i < ProcessEventListener.MAX_FAILURES; i++) {
            assertThat(listeners.givenUp()).isEmpty();
            events.publish(GROUP);
            assertThat(next()).isEqualTo(GROUP);
        }
        while (listeners.givenUp().isEmpty()) {
            Thread.onSpinWait(); // its thread is about to say so
        }
        assertThat(listeners.givenUp()).containsExactly(new Unused(
                PluginServices.id(registration.getReference()),
                new Contribution("event listener", "PROCESS_GROUP"),
                PluginState.FAILED,
                "webhook 'ops': it failed 5 times in a row, last on PROCESS_GROUP_ADDED with java.lang.IllegalStateException: no mood today, "
                        + "and is told nothing more until it is started again"));
        registration.unregister();
        assertThat(listeners.givenUp()).isEmpty();
    }

    @Test
    void whatIsWrongWithAPropertyIsSaidOfItsJar() {
        try (RecordedLog log = new RecordedLog()) {
            ServiceRegistration<ProcessEventListener> registration = register(5);
            assertThat(log.lines()).containsExactly("[ERROR] The event listener " + PluginServices.id(registration.getReference())
                    + " of System Bundle has the property " + ProcessEventListener.TYPES + " of class java.lang.Integer "
                    + "(expected: a String or an array of them) and is told nothing");
        }
    }

    @Test
    void aServiceThatIsGoneHearsNothing() throws Exception {
        register("EVENT").unregister();
        register("PROCESS_GROUP");
        events.publish(DAEMON);
        events.publish(GROUP);
        assertThat(next()).isEqualTo(GROUP);
        assertThat(heard).isEmpty();
    }

    @Test
    void aServiceWhosePropertyIsNoTextHearsNothing() throws Exception {
        register(5);
        register("PROCESS_GROUP");
        events.publish(GROUP);
        assertThat(next()).isEqualTo(GROUP);
        assertThat(heard).isEmpty();
    }
}
