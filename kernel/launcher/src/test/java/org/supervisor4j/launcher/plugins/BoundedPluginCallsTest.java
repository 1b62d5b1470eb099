package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.supervisor4j.api.event.Event;
import org.supervisor4j.api.event.ProcessEventListener;
import org.supervisor4j.api.rpc.RpcNamespace;
import org.supervisor4j.api.service.ServiceProperties;
import org.supervisor4j.config.plugin.PluginHangsException;

/** Plugins are asked, and not for ever. */
@Timeout(60)
class BoundedPluginCallsTest {

    private final BoundedPluginCalls calls = new BoundedPluginCalls(Duration.ofSeconds(1));
    private final CountDownLatch gate = new CountDownLatch(1);

    private String stayAway() {
        boolean isOpen = false;
        while (!isOpen) {
            try {
                gate.await();
                isOpen = true;
            } catch (InterruptedException _) {
                // as the worst of plugins
            }
        }
        return "back";
    }

    @Test
    void theAnswerComesBackAndSoDoesWhateverIsThrown() {
        assertThat(calls.<String>ask(this, () -> "yes")).isEqualTo("yes");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> calls.ask(this, () -> {
            throw new IllegalStateException("no");
        })).withMessage("no");
        assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(() -> calls.ask(this, () -> {
            throw new NoClassDefFoundError("org/example/Nowhere");
        }));
    }

    @Test
    void whoDoesNotComeBackIsAskedNothingMoreUntilItDoes() {
        assertThatExceptionOfType(PluginHangsException.class).isThrownBy(() -> calls.ask(this, this::stayAway)).withMessageContainingAll("has not come back for 1 s", "BoundedPluginCallsTest.stayAway");
        assertThatExceptionOfType(PluginHangsException.class)
                .isThrownBy(() -> calls.ask(this, () -> "never asked"))
                .withMessageContainingAll("still at it", "BoundedPluginCallsTest.stayAway");
        assertThat(calls.<String>ask("another plugin", () -> "yes")).isEqualTo("yes");
        gate.countDown();
        assertThat(awaitsAnswer()).isEqualTo("here again");
    }

    @Test
    void anAnswerToSomethingElseMeanwhileDoesNotHideThatItHangs() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        Thread first = Thread.ofPlatform().start(() -> {
            try {
                calls.ask(this, () -> {
                    asked.countDown();
                    return stayAway();
                });
            } catch (PluginHangsException _) {
                // as it should be
            }
        });
        asked.await();
        assertThat(calls.<String>ask(this, () -> "yes")).isEqualTo("yes");
        first.join();
        assertThatExceptionOfType(PluginHangsException.class)
                .isThrownBy(() -> calls.ask(this, () -> "never asked"))
                .withMessageContaining("still at it");
        gate.countDown();
        assertThat(awaitsAnswer()).isEqualTo("here again");
    }

    @Test
    void whereObjectsCountOneThatHangsCostsOnlyItself() {
        BoundedPluginCalls each = BoundedPluginCalls.perObject(Duration.ofSeconds(1));
        record Log(String name) {}
        Log one = new Log("equal");
        assertThatExceptionOfType(PluginHangsException.class).isThrownBy(() -> each.ask(one, this::stayAway));
        assertThatExceptionOfType(PluginHangsException.class).isThrownBy(() -> each.ask(one, () -> "never asked"))
                .withMessageContaining("still at it");
        assertThat(each.<String>ask(new Log("equal"), () -> "yes")).as("another, though equal").isEqualTo("yes");
        gate.countDown();
    }

    /** It is through with the last question a moment after that has ended. */
    private String awaitsAnswer() {
        while (true) {
            try {
                return calls.ask(this, () -> "here again");
            } catch (PluginHangsException _) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void whoIsWaitedForNoLongerIsInterrupted() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        assertThatExceptionOfType(PluginHangsException.class).isThrownBy(() -> calls.ask(this, () -> {
            try {
                gate.await();
            } catch (InterruptedException _) {
                interrupted.countDown();
            }
            return "late";
        }));
        interrupted.await();
    }

    @Test
    void whoWaitsForAnotherIsGivenTheTimeToHearThatItDoesNotComeBack() throws InterruptedException {
        BoundedCall outer = new BoundedCall(Duration.ofSeconds(1));
        BoundedCall.Outcome outcome = outer.run("outer", () -> {
            try {
                calls.ask(this, this::stayAway);
            } catch (PluginHangsException _) {
                // it is said, and the start goes on
            }
        });
        gate.countDown();
        assertThat(outcome).isInstanceOf(BoundedCall.Outcome.Done.class);
    }

    @Test
    void whoWaitsForAnotherHangsWhereThatHangs() throws InterruptedException {
        BoundedCall outer = new BoundedCall(Duration.ofSeconds(1));
        BoundedPluginCalls patient = new BoundedPluginCalls(Duration.ofSeconds(30));
        BoundedCall.Outcome outcome = outer.run("outer", () -> patient.ask(this, this::stayAway));
        gate.countDown();
        assertThat(outcome).isInstanceOfSatisfying(BoundedCall.Outcome.Stuck.class,
                stuck -> assertThat(stuck.where()).startsWith(BoundedPluginCallsTest.class.getName() + ".stayAway"));
    }

    /** A plugin that has another do its work. */
    public static final class Passing implements ProcessEventListener, Consumer<Runnable> {
        @Override
        public void onEvent(Event event) {}

        @Override
        public void accept(Runnable work) {
            work.run();
        }
    }

    /** One that waits until it is told not to. */
    @ServiceProperties(RpcNamespace.PREFIX + "=waiting")
    public static final class Waiting implements RpcNamespace, Runnable {
        @Override
        public void run() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException _) {
                // it was only to be found here
            }
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void ofSeveralPluginsThatAskEachOtherTheOneThatHangsIsNamed(@TempDir Path directory) throws Exception {
        PluginFixture plugins = new PluginFixture(directory, Duration.ofSeconds(30));
        try {
            TestJar.plain().offering(ProcessEventListener.class, Passing.class).to(plugins.jar("passing.jar"));
            TestJar.plain().offering(RpcNamespace.class, Waiting.class).to(plugins.jar("waiting.jar"));
            plugins.follow();
            ProcessEventListener passing = plugins.service(ProcessEventListener.class);
            Runnable waiting = (Runnable) plugins.service(RpcNamespace.class);
            assertThatExceptionOfType(PluginHangsException.class).isThrownBy(() -> calls.ask(passing, () -> {
                ((Consumer<Runnable>) passing).accept(waiting);
                return true;
            })).withMessageContainingAll("it hangs in waiting.jar: " + Waiting.class.getName() + ".run(", "by removing waiting.jar)").withMessageNotContaining("passing.jar");
            assertThatExceptionOfType(PluginHangsException.class).isThrownBy(() -> calls.ask(waiting, () -> {
                ((Consumer<Runnable>) passing).accept(waiting);
                return true;
            })).withMessageContaining("by removing waiting.jar)").withMessageContaining("it hangs in " + Waiting.class.getName());
        } finally {
            plugins.stop();
        }
    }
}
