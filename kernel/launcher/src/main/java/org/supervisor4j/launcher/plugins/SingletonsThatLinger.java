package org.supervisor4j.launcher.plugins;

import java.util.Collection;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** Of a bundle that must not be there twice, those do not count that are kept for the programs that still use them. For any thread. */
final class SingletonsThatLinger implements ResolverHook {

    private final Predicate<Bundle> lingers;

    SingletonsThatLinger(Predicate<Bundle> lingers) {
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
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {}

    @Override
    public void end() {}
}
