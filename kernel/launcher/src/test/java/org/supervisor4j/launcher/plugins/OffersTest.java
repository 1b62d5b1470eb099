package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.supervisor4j.api.plugin.PluginInfo.Contribution;
import org.supervisor4j.api.plugin.PluginInfo;
import org.supervisor4j.api.plugin.PluginState;
import org.supervisor4j.api.plugin.UnusedOffers.Unused;
import org.supervisor4j.api.plugin.UnusedOffers;

/** Plugins tell what they do not use of what others offer; one that fails at that, or never answers, keeps nobody. */
@Timeout(60)
class OffersTest {

    private static final Unused UNUSED = new Unused(1, new Contribution("section kind", "locked"), PluginState.FAILED, "nobody likes it");

    @TempDir
    private Path directory;

    private PluginFixture plugins;
    private RecordedLog log;
    private final CountDownLatch gate = new CountDownLatch(1);

    @BeforeEach
    void boot() throws Exception {
        plugins = new PluginFixture(directory, Duration.ofSeconds(30));
        log = new RecordedLog();
    }

    @AfterEach
    void stop() throws Exception {
        gate.countDown();
        log.close();
        plugins.stop();
    }

    /** A bundle of a jar of that name, which tells of offers. */
    private Bundle telling(String jar, UnusedOffers offers) throws Exception {
        Bundle bundle = plugins.framework.getBundleContext().installBundle(
                "file:/plugins/" + jar + "#1", new ByteArrayInputStream(TestJar.bundle(jar.replace(".jar", ""), "1.0.0").bytes()));
        bundle.start();
        bundle.getBundleContext().registerService(UnusedOffers.class, offers, null);
        return bundle;
    }

    private List<Unused> mute() {
        try {
            gate.await();
        } catch (InterruptedException _) {
            return mute(); // it does not care
        }
        return List.of();
    }

    private Offers offers(Duration bound) {
        return new Offers(plugins.framework.getBundleContext(), plugins.services, Map::of, List::of, bound);
    }

    @Test
    void whoSaysThatSomethingIsNotUsedIsBelieved() throws Exception {
        telling("teller.jar", () -> List.of(UNUSED));
        assertThat(offers(Duration.ofSeconds(30)).unused()).containsExactly(UNUSED);
    }

    @Test
    void oneThatThrowsIsShownAsFailedAndSaidOnce() throws Exception {
        Bundle bad = telling("bad.jar", () -> {
            throw new IllegalStateException("no mood today");
        });
        telling("teller.jar", () -> List.of(UNUSED));
        Offers offers = offers(Duration.ofSeconds(30));
        for (int look = 0; look < 3; look++) {
            assertThat(offers.unused()).containsExactlyInAnyOrder(UNUSED, new Unused(
                    PluginServices.id(bad.getRegisteredServices()[0]), new Contribution("unused offers", "bad"), PluginState.FAILED,
                    "it cannot tell what it does not use: java.lang.IllegalStateException: no mood today"));
        }
        assertThat(log.lines()).containsExactly(
                "[WARN] The plugin bad.jar cannot tell what it does not use: java.lang.IllegalStateException: no mood today");
    }

    @Test
    void oneThatHangsIsNotWaitedForIsShownAsFailedAndAskedOnlyOnce() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        telling("mute.jar", () -> {
            asked.incrementAndGet();
            return mute();
        });
        telling("teller.jar", () -> List.of(UNUSED));
        Offers offers = offers(Duration.ofSeconds(2));
        for (int look = 0; look < 3; look++) {
            assertThat(offers.unused()).hasSize(2).contains(UNUSED).anySatisfy(unused -> {
                assertThat(unused.contribution()).isEqualTo(new Contribution("unused offers", "mute"));
                assertThat(unused.state()).isEqualTo(PluginState.FAILED);
                assertThat(unused.reason()).contains("hangs in " + OffersTest.class.getName() + ".mute", "expected: an answer at once");
            });
        }
        assertThat(asked).hasValue(1);
        assertThat(log.lines()).singleElement().asString()
                .startsWith("[WARN] The plugin mute.jar cannot tell what it does not use: it has not come back for ");
    }

    @Test
    void whileOneIsWaitedForTheFolderIsLookedAtAndRequestsAreDone() throws Exception {
        CountDownLatch isAsked = new CountDownLatch(1);
        plugins.offers = () -> {
            isAsked.countDown();
            return mute();
        };
        CompletableFuture<List<PluginInfo>> list = CompletableFuture.supplyAsync(
                plugins.control::all, task -> Thread.ofPlatform().daemon().start(task));
        isAsked.await();
        TestJar.bundle("a", "1.0.0").activator(Activators.Quiet.class).to(plugins.jar("a.jar"));
        plugins.follow();
        assertThat(plugins.active()).containsExactly("a 1.0.0");
        assertThat(plugins.isUpToDate()).as("which a restart asks").isTrue();
        plugins.control.remove("a.jar");
        assertThat(list).isNotDone();
        gate.countDown();
        assertThat(list.join()).isEmpty();
    }
}
