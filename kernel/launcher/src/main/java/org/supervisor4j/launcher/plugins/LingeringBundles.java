package org.supervisor4j.launcher.plugins;

import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;
import org.supervisor4j.api.event.ResultHandler;
import org.supervisor4j.api.log.LogFileType;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.api.log.RotationPolicyType;
import org.supervisor4j.api.log.RotationTriggerType;
import org.supervisor4j.api.program.ProgramType;

/**
 * The bundles that were replaced or removed. They are stopped, and nobody new gets anything of them; but programs and logs may go on
 * using what they have given, and must be able to load its classes. So they stay, with those whose packages they import, until it is collected.
 *
 * <p><b>Threading:</b> one at a time, {@link #contains} from any thread.
 */
final class LingeringBundles {

    /** What somebody may go on using. */
    private static final Set<String> LASTING = Set.of(
            ProgramType.class.getName(),
            LogSinkType.class.getName(),
            LogFileType.class.getName(),
            RotationPolicyType.class.getName(),
            RotationTriggerType.class.getName(),
            ResultHandler.class.getName());

    /** A bundle to which somebody may come back for ever. */
    private static final WeakReference<Object> FOR_EVER = new WeakReference<>(LingeringBundles.class);

    private final FrameworkWiring wiring;
    private final PluginUses uses;
    private final Map<Bundle, List<WeakReference<Object>>> users = new ConcurrentHashMap<>(); // the framework asks while it resolves
    private Optional<Cleaner> cleaner = Optional.empty();
    private Runnable whenFreed = () -> {};

    LingeringBundles(FrameworkWiring wiring, PluginUses uses) {
        this.wiring = wiring;
        this.uses = uses;
    }

    /** @param action is run, on a thread for this, when something was collected for which a bundle was kept */
    void whenFreed(Runnable action) {
        whenFreed = action;
    }

    boolean contains(Bundle bundle) {
        return users.containsKey(bundle);
    }

    int size() {
        return users.size();
    }

    /** What other plugins have of one that is about to be stopped; what the daemon has is known by its {@link PluginUses}. */
    static List<Object> usedByOthers(Bundle bundle) {
        List<Object> used = new ArrayList<>();
        for (ServiceReference<?> service : PluginServices.of(bundle)) {
            List<String> types = List.of((String[]) service.getProperty(Constants.OBJECTCLASS));
            for (Bundle user : service.getUsingBundles() == null ? new Bundle[0] : service.getUsingBundles()) {
                if (user.equals(bundle) || user.getBundleId() == Constants.SYSTEM_BUNDLE_ID || user.getBundleContext() == null) {
                    continue;
                }
                if (types.contains(ResultHandler.class.getName()) && !isPrototype(service)) {
                    Object own = user.getBundleContext().getService(service); // the one that it has
                    used.add(own == null ? FOR_EVER : own);
                } else if (types.stream().anyMatch(LASTING::contains)) {
                    used.add(FOR_EVER); // what it has been given by it may be anywhere
                }
            }
        }
        return used;
    }

    private static boolean isPrototype(ServiceReference<?> service) {
        return Constants.SCOPE_PROTOTYPE.equals(service.getProperty(Constants.SERVICE_SCOPE));
    }

    /**
     * It is stopped, or hangs.
     *
     * @param usedByOthers as it was before that
     */
    void add(Bundle bundle, List<Object> usedByOthers) {
        List<Object> used = new ArrayList<>(usedByOthers);
        uses.find(bundle).ifPresent(used::add);
        List<WeakReference<Object>> references = new ArrayList<>();
        for (Object one : used) {
            references.add(one == FOR_EVER ? FOR_EVER : new WeakReference<>(one));
            if (one != FOR_EVER) {
                Cleaner ours = cleaner.orElseGet(() -> Cleaner.create(task -> Thread.ofPlatform().daemon().name("plugins-unused")
                        .inheritInheritableThreadLocals(false).unstarted(task)));
                cleaner = Optional.of(ours);
                ours.register(one, () -> whenFreed.run());
            }
        }
        users.put(bundle, references);
    }

    /** Nothing can be done about it before the daemon ends. */
    void keep(Bundle bundle) {
        users.put(bundle, List.of(FOR_EVER));
    }

    /** Whether somebody could go on using it when it was added. */
    boolean hadUsers(Bundle bundle) {
        return !users.get(bundle).isEmpty();
    }

    void forget(Bundle bundle) {
        users.remove(bundle);
        uses.forget(bundle);
    }

    /** All that have packages of these, or are a part of them, by way of others too; not these themselves. */
    Set<Bundle> dependents(Collection<Bundle> bundles) {
        Set<Bundle> dependents = new LinkedHashSet<>(wiring.getDependencyClosure(bundles));
        dependents.removeAll(bundles);
        return dependents;
    }

    /** Those that have packages of what lingers, but do not linger themselves. */
    Set<Bundle> dependents() {
        return dependents(users.keySet());
    }

    /** Whether there is somebody who goes on using it, or what has packages of it; who only does not linger yet is none. */
    boolean isInUse(Bundle bundle) {
        return Stream.concat(Stream.of(bundle), dependents(Set.of(bundle)).stream())
                .anyMatch(one -> contains(one) ? hasUsers(one) : uses.find(one).isPresent());
    }

    private boolean isUsed(Bundle bundle) {
        return hasUsers(bundle) || dependents(Set.of(bundle)).stream().anyMatch(this::hasUsers);
    }

    /** The ones that are not used any more. */
    Set<Bundle> unused() {
        Set<Bundle> unused = new HashSet<>(users.keySet());
        unused.removeIf(this::isUsed);
        return unused;
    }

    /** One that does not linger has its packages because it cannot be stopped, or is about to have others. */
    private boolean hasUsers(Bundle bundle) {
        Predicate<WeakReference<Object>> isAlive = reference -> !reference.refersTo(null);
        return !users.containsKey(bundle)
                || (bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED | Bundle.UNINSTALLED)) == 0
                || users.get(bundle).stream().anyMatch(isAlive);
    }
}
