package org.supervisor4j.launcher.plugins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.supervisor4j.api.plugin.PluginInfo.Contribution;
import org.supervisor4j.api.plugin.PluginInfo;
import org.supervisor4j.api.plugin.PluginState;
import org.supervisor4j.api.plugin.UnusedOffers.Unused;
import org.supervisor4j.api.plugin.UnusedOffers;
import org.supervisor4j.launcher.plugins.PluginParts.Part;

/**
 * What has become of the jars in the folder.
 *
 * <p><b>Threading:</b> any thread that may wait for plugins. Nobody asks who has the lock of {@link DropIns}: it is taken when the plugins have
 * answered, and keeps them from changing meanwhile.
 */
final class PluginReports {

    private final DropIns dropIns;
    private final PluginBundles bundles;
    private final Contributions contributions;
    private final UnusedOffers offers;

    PluginReports(BundleContext context, DropIns dropIns, PluginBundles bundles, UnusedOffers offers) {
        this.dropIns = dropIns;
        this.bundles = bundles;
        this.offers = offers;
        this.contributions = new Contributions(context);
    }

    List<PluginInfo> all() {
        List<Unused> unused = offers.unused();
        synchronized (dropIns) {
            return dropIns.jars().stream().map(jar -> of(jar, unused)).toList();
        }
    }

    /** Empty if it has gone. */
    Optional<PluginInfo> of(Path jar) {
        List<Unused> unused = offers.unused();
        synchronized (dropIns) {
            return dropIns.jars().contains(jar) ? Optional.of(of(jar, unused)) : Optional.empty();
        }
    }

    private PluginInfo of(Path jar, List<Unused> unused) {
        String name = jar.getFileName().toString();
        ControlActions control = ControlActions.of(jar);
        Optional<String> refusal = dropIns.refusal(jar);
        if (bundles.bundle(jar).isPresent()) {
            return of(name, bundles.bundle(jar).get(), control.actions(), refusal, unused);
        }
        return refusal.isPresent()
                ? new PluginInfo(name, "", "", PluginState.REFUSED, List.of(), List.of(refusal.get()))
                : new PluginInfo(name, "", control.version(), PluginState.ACTIVE, control.actions(), List.of());
    }

    private PluginInfo of(
            String name, Bundle bundle, List<Contribution> actions, Optional<String> refusal, List<Unused> unusedOfAll) {
        List<String> reasons = new ArrayList<>(refusal.stream().toList());
        List<Unused> unused = of(bundle, unusedOfAll);
        PluginState state = state(bundle, unused, reasons);
        TreeSet<Contribution> all = new TreeSet<>(contributions.of(bundle, unused));
        all.addAll(actions);
        return new PluginInfo(
                name, bundle.getSymbolicName(), bundle.getVersion().toString(), state, List.copyOf(all), reasons);
    }

    private static List<Unused> of(Bundle bundle, List<Unused> unused) {
        Set<Long> own = PluginServices.of(bundle).stream().map(PluginServices::id).collect(Collectors.toSet());
        return unused.stream().filter(one -> own.contains(one.serviceId())).toList();
    }

    private PluginState state(Bundle bundle, List<Unused> unused, List<String> reasons) {
        boolean isPart = Fragments.isOne(bundle) && bundle.getState() == Bundle.RESOLVED;
        Optional<String> failure = bundles.reason(bundle);
        boolean isRunning = bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING && failure.isEmpty();
        if (!isPart && !isRunning) {
            reasons.add(failure.orElse("it is stopped"));
            boolean isWaiting = bundle.getState() == Bundle.INSTALLED && !bundles.isStoppedByHand(bundle);
            return isWaiting ? PluginState.WAITING : PluginState.FAILED;
        }
        PluginState state = PluginState.ACTIVE;
        for (Part part : bundles.parts(bundle)) {
            switch (part.state()) {
                case PluginParts.State.Made() -> {}
                case PluginParts.State.Failed(String reason, _) -> {
                    reasons.add(part.name() + ": " + reason);
                    state = PluginState.FAILED;
                }
                case PluginParts.State.Waiting(String service) -> {
                    reasons.add(part.name() + " waits for " + service);
                    state = state == PluginState.ACTIVE ? PluginState.WAITING : state;
                }
            }
        }
        for (Unused one : unused) {
            reasons.add((one.contribution().kind() + " " + one.contribution().name()).strip() + ": " + one.reason());
            state = state == PluginState.FAILED ? state : one.state();
        }
        return state;
    }
}
