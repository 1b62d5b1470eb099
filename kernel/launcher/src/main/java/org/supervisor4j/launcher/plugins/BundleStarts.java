package org.supervisor4j.launcher.plugins;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.launcher.plugins.BoundedCall.Outcome;
import org.supervisor4j.launcher.plugins.PluginParts.Part;

/**
 * Starts and stops bundles, which runs their code: whatever it throws, and however long it takes, costs only the bundle.
 *
 * <p><b>Threading:</b> one at a time.
 */
final class BundleStarts {

    private static final Logger log = LoggerFactory.getLogger(BundleStarts.class);

    /** Where the extension points are. */
    private static final String API = Supervisor.class.getPackageName() + ".";

    /** Service property: of a component, by default the name of its class. */
    private static final String COMPONENT_NAME = "component.name";

    private final BundleContext context;
    private final FrameworkWiring wiring;
    private final Duration bound;
    private final BoundedCall calls;
    private final PlainProviders providers;
    private final ComponentStates components;
    private final FailedStart failures;
    private final Fragments fragments = new Fragments();
    private final StoppedByHand byHand = new StoppedByHand();

    /** Of whom it is still to be said that they are active. */
    private record Started(String name, Bundle bundle, PluginParts parts) {}

    private final List<Started> started = new ArrayList<>();

    /** Those that are to be started though they could be resolved before. */
    private final Set<Bundle> expected = new HashSet<>();
    private final Set<Bundle> active = new HashSet<>();
    private final Set<Bundle> stuck = ConcurrentHashMap.newKeySet(); // the daemon's end asks, while somebody may wait for a start
    private final Map<Bundle, String> said = new HashMap<>();
    /** Components of which nothing came when they were asked for, by name. */
    private final Map<Bundle, Set<String>> refused = new ConcurrentHashMap<>(); // noted on the thread that starts it

    /** @param bound how long a bundle may take */
    BundleStarts(BundleContext context, Duration bound) {
        this.context = context;
        this.wiring = context.getBundle(Constants.SYSTEM_BUNDLE_ID).adapt(FrameworkWiring.class);
        this.bound = bound;
        this.calls = new BoundedCall(bound);
        this.providers = new PlainProviders(context);
        this.components = new ComponentStates(context);
        this.failures = new FailedStart(context, active::contains);
    }

    /** It is new, or its code is. */
    void expect(Bundle bundle) {
        expected.add(bundle);
        said.remove(bundle);
        fragments.forget(bundle);
    }

    /**
     * Notes how a bundle is that is about to be installed once more.
     *
     * @return takes the next one, which is expected to become the same: active, waiting, or stopped by hand
     */
    Consumer<Bundle> goingOn(Bundle bundle) {
        if (byHand.contains(bundle)) {
            return next -> {
                expected.remove(next);
                byHand.takeOver(next);
            };
        } else if (active.contains(bundle)) {
            return active::add;
        }
        return fragments.isActive(bundle) ? fragments::expectAgain : _ -> {};
    }

    /** Whether somebody wants it to be stopped. */
    boolean isStoppedByHand(Bundle bundle) {
        return byHand.contains(bundle);
    }

    void forget(Bundle bundle) {
        expected.remove(bundle);
        active.remove(bundle);
        said.remove(bundle);
        refused.remove(bundle);
        byHand.forget(bundle);
        fragments.forget(bundle);
    }

    /**
     * Starts all that are new, were active before, or have lacked something that may have come; but none that was stopped by hand. Those
     * that have succeeded are to be {@linkplain #announce announced}.
     *
     * @param bundles with the names of their jars
     */
    void start(SequencedMap<String, Bundle> bundles, Level announcement) throws InterruptedException {
        for (Map.Entry<String, Bundle> one : bundles.entrySet()) {
            if (!Fragments.isOne(one.getValue())) {
                start(one.getKey(), one.getValue(), announcement);
            }
        }
    }

    /** Starts it if it is new, was active before, or has lacked something that may have come. */
    private void start(String name, Bundle bundle, Level announcement) throws InterruptedException {
        boolean isDue = !byHand.contains(bundle) && switch (bundle.getState()) {
            case Bundle.INSTALLED -> true;
            case Bundle.RESOLVED -> expected.contains(bundle) || active.contains(bundle);
            default -> false;
        };
        expected.remove(bundle);
        boolean wasActive = active.remove(bundle);
        if (isDue || providers.awaits(bundle)) { // which the framework has stopped and started because of others
            AtomicReference<PluginParts> parts = new AtomicReference<>(PluginParts.NONE);
            Outcome outcome = calls.run("start-" + name, () -> {
                becomePart(bundle);
                if (isDue) {
                    bundle.start(Bundle.START_ACTIVATION_POLICY);
                }
                parts.set(make(bundle, announcement != Level.DEBUG));
            });
            byHand.started(bundle);
            switch (outcome) {
                case Outcome.Done() when bundle.getState() == Bundle.ACTIVE -> started.add(new Started(name, bundle, parts.get()));
                case Outcome.Done() -> log.atLevel(announcement).log("Plugin {} is active as soon as a class of it is asked for: {} {}",
                        name, bundle.getSymbolicName(), bundle.getVersion()); // its activation is lazy
                case Outcome.Failed(Throwable cause) -> {
                    String reason = FailedStart.reason(cause);
                    if (!reason.equals(said.put(bundle, reason))) { // each once
                        failures.say(name, bundle, cause, wasActive);
                    }
                }
                case Outcome.Stuck(Duration after, String where) -> {
                    stuck.add(bundle);
                    said.put(bundle, "its start has not come back for " + after.toSeconds() + " s; it hangs in " + where);
                    log.error(
                            "The plugin {} is not active: its start has not come back for {} s and is waited for no longer; "
                                    + "it hangs in {} (expected: long work on a thread of its own)",
                            name,
                            after.toSeconds(),
                            where);
                    stopAgain(name, bundle);
                }
            }
        }
        if (bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING && !isDue && !hangs(bundle)) {
            active.add(bundle);
            said.remove(bundle);
        }
    }

    /** Threads that it starts are known by that, and libraries that look for classes in this way find its own. */
    private void becomePart(Bundle bundle) {
        wiring.resolveBundles(List.of(bundle)); // what keeps it from that is said by its start
        BundleWiring own = bundle.adapt(BundleWiring.class);
        if (own != null) {
            Thread.currentThread().setContextClassLoader(own.getClassLoader());
        }
    }

    /** @param isLate whether time matters less than a word too much; at the start all is asked only if there is a reason to */
    private PluginParts make(Bundle bundle, boolean isLate) {
        List<Part> parts = new ArrayList<>(providers.make(bundle));
        // Somebody may have asked for them already, and each that asks again has it fail again, and say so.
        Set<String> failed = isLate ? new PluginParts(components.of(bundle, Set.of())).failed() : Set.of();
        Set<String> inVain = fetchServices(bundle, failed);
        refused.put(bundle, inVain);
        if (!inVain.isEmpty() || isLate) {
            parts.addAll(components.of(bundle, inVain));
        }
        return new PluginParts(parts);
    }

    /**
     * Says of those that were started what has become of them: when everything that came with them is there, what seemed to be missing may be
     * so no longer.
     *
     * @param bundles with the names of their jars
     */
    void announce(SequencedMap<String, Bundle> bundles, Level announcement) throws InterruptedException {
        List<Started> news = List.copyOf(started);
        started.clear();
        for (Started one : news) {
            if (one.bundle().getState() == Bundle.ACTIVE) {
                boolean isLate = announcement != Level.DEBUG; // as above
                announce(one.name(), one.bundle(), isLate ? new PluginParts(parts(one.bundle())) : one.parts(), announcement);
            }
        }
        bundles.forEach((name, bundle) -> { // which become a part of another when that is resolved
            if (Fragments.isOne(bundle)) {
                fragments.announce(name, bundle, announcement);
            }
        });
    }

    private void announce(String name, Bundle bundle, PluginParts parts, Level announcement) throws InterruptedException {
        for (Part part : parts.all()) {
            switch (part.state()) {
                case PluginParts.State.Failed(String reason, Optional<Throwable> cause) ->
                        log.error("The plugin {} goes without {}: {}", name, part.name(), reason, cause.orElse(null));
                case PluginParts.State.Waiting(String service) -> log.atLevel(announcement)
                        .log("{} of the plugin {} waits for {} (expected: another plugin offers it)", part.name(), name, service);
                case PluginParts.State.Made() -> {}
            }
        }
        if (parts.isNothing()) {
            log.error("The plugin {} is not active: nothing of it could be made, as said above "
                    + "(expected: a jar that is repaired, copied over it)", name);
            if (providers.has(bundle)) {
                stop(name, bundle); // components are tried again whenever somebody asks for them
                said.put(bundle, parts.reasons());
            }
        } else if (!parts.failed().isEmpty()) {
            log.warn("Plugin {} is active in part, as said above: {} {}", name, bundle.getSymbolicName(), bundle.getVersion());
        } else {
            log.atLevel(announcement).log("Plugin {} is active: {} {}", name, bundle.getSymbolicName(), bundle.getVersion());
        }
    }

    /**
     * What it offers is made now: if that takes for ever it costs this bundle, not the next one that asks for it.
     *
     * @return the components of which nothing came
     */
    private Set<String> fetchServices(Bundle bundle, Set<String> failed) {
        Set<String> inVain = new HashSet<>();
        for (ServiceReference<?> service : PluginServices.of(bundle)) {
            boolean isOurs = Arrays.stream((String[]) service.getProperty(Constants.OBJECTCLASS)).anyMatch(type -> type.startsWith(API));
            String component = String.valueOf(service.getProperty(COMPONENT_NAME));
            if (isOurs && !failed.contains(component) && context.getService(service) == null) { // never given back: it would be made again
                inVain.add(component);
            }
        }
        return Set.copyOf(inVain);
    }

    /** Only what hangs behind its start: nobody is to ask for its services any more. One that hangs in its start cannot be stopped. */
    private void stopAgain(String name, Bundle bundle) throws InterruptedException {
        if (bundle.getState() == Bundle.ACTIVE) {
            stop(name, bundle);
        }
    }

    /** What became of its parts. */
    List<Part> parts(Bundle bundle) {
        List<Part> parts = new ArrayList<>(providers.of(bundle));
        parts.addAll(components.of(bundle, refused.getOrDefault(bundle, Set.of())));
        return parts;
    }

    /** Why it was not started, if it was not, or is no longer. */
    Optional<String> reason(Bundle bundle) {
        Optional<String> wish = byHand.reason(bundle);
        return wish.isPresent() ? wish : Fragments.isOne(bundle) ? Fragments.waiting(bundle) : Optional.ofNullable(said.get(bundle));
    }

    /** Whether it came to an end; what it throws is logged. */
    boolean stop(String name, Bundle bundle) throws InterruptedException {
        if (Fragments.isOne(bundle)) {
            return true;
        }
        active.remove(bundle);
        byHand.forget(bundle);
        if (StoppedByHand.isUninstalled(bundle)) {
            return true;
        }
        if (hangs(bundle)) {
            return false;
        }
        return switch (calls.run("stop-" + name, bundle::stop)) {
            case Outcome.Done() -> true;
            case Outcome.Failed(Throwable cause) -> {
                log.warn("The plugin {} did not stop cleanly: {}", name, FailedStart.reason(cause), cause);
                yield true; // the framework has taken back what it could
            }
            case Outcome.Stuck(Duration after, String where) -> {
                stuck.add(bundle);
                log.error("The plugin {} does not stop within {} s; it hangs in {} (expected: a restart of the daemon)", name,
                        after.toSeconds(), where);
                yield false;
            }
        };
    }

    /** Whether its own code still keeps it from being started or stopped. For any thread. */
    boolean hangs(Bundle bundle) {
        return stuck.contains(bundle) && (bundle.getState() & (Bundle.STARTING | Bundle.STOPPING)) != 0;
    }

    /** Resolves anew these bundles, and those that use them. */
    void refresh(Collection<Bundle> bundles) throws InterruptedException {
        if (bundles.isEmpty()) {
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        wiring.refreshBundles(bundles, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                done.countDown();
            }
        });
        if (!done.await(bound.toMillis(), TimeUnit.MILLISECONDS)) {
            log.error("The plugins that use what was replaced or removed do not stop within {} s (expected: a restart of the daemon)",
                    bound.toSeconds());
        }
    }
}
