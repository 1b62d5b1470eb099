package org.supervisor4j.launcher.plugins;

import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Bundles that are only kept for what still uses them do not count for others: neither what they export, nor that there must not be two
 * of them, nor that they are a part of another. For any thread.
 */
final class WithoutLingering implements ResolverHook {

    private final Predicate<Bundle> lingers;

    WithoutLingering(Predicate<Bundle> lingers) {
        this.lingers = lingers;
    }

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> collisionCandidates) {
        if (lingers.test(singleton.getRevision().getBundle())) {
            collisionCandidates.clear();
        } else {
            collisionCandidates.removeIf(other -> lingers.test(other.getRevision().getBundle()));
        }
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {}

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        BundleRevision requirer = requirement.getRevision();
        if (!lingers.test(requirer.getBundle())) {
            candidates.removeIf(candidate -> lingers.test(candidate.getRevision().getBundle()));
        } else if (requirement.getNamespace().equals(HostNamespace.HOST_NAMESPACE)) {
            candidates.clear(); // it stays a part of what it is a part of
        } else {
            preferOwn(requirer.getWiring(), candidates);
        }
    }

    /** What it imports only now is best had from where it has the rest. */
    private static void preferOwn(BundleWiring wiring, Collection<BundleCapability> candidates) {
        if (wiring == null) {
            return;
        }
        Set<BundleRevision> providers = wiring.getRequiredWires(null).stream().map(wire -> wire.getProvider()).collect(Collectors.toSet());
        if (candidates.stream().anyMatch(candidate -> providers.contains(candidate.getRevision()))) {
            candidates.removeIf(candidate -> !providers.contains(candidate.getRevision()));
        }
    }

    @Override
    public void end() {}
}
