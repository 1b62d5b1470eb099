package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The bundles that were made of the jars in the drop-in folder. Changes are collected by {@link #put} and {@link #remove}, and
 * what depends on them follows in {@link #settle}.
 *
 * <p>No bundle is ever changed: what is replaced is stopped and another installed, and so is what has packages of it. The old ones stay
 * as they are, wired to each other, for as long as programs and logs go on using something of them: {@link LingeringBundles}.
 *
 * <p><b>Threading:</b> one at a time.
 */
final class PluginBundles {

    /** Why a jar is not taken. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String reason) {
            super(reason);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(PluginBundles.class);

    /** How many more may linger before somebody looks whether they have to: nobody else hurries to collect what has descriptors. */
    private static final int LINGERING_STEP = 16;

    /** @param content what it was installed from, which is ours */
    private record Installed(Bundle bundle, Path content) {}

    private final BundleContext context;
    private final Bundle framework;
    private final BundleStarts starts;
    private final PlainJars plainJars;
    private final Map<Path, Installed> installed = new TreeMap<>();
    private final LingeringBundles lingering;
    private final Set<Bundle> come = new HashSet<>();
    private long count;
    private int lingeringLimit = LINGERING_STEP;

    PluginBundles(BundleContext context, BundleStarts starts, PluginUses uses, int startLevel) {
        this.context = context;
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID);
        this.starts = starts;
        this.plainJars = new PlainJars(context);
        // Set for each, it would be changed behind our back, and the framework start what we are about to start.
        framework.adapt(FrameworkStartLevel.class).setInitialBundleStartLevel(startLevel);
        this.lingering = new LingeringBundles(framework.adapt(FrameworkWiring.class), uses);
        context.registerService(ResolverHookFactory.class, _ -> new WithoutLingering(lingering::contains), null);
    }

    /** @param action is run, on a thread for this, when there may be something for {@link #giveBack} */
    void whenFreed(Runnable action) {
        lingering.whenFreed(action);
    }

    boolean has(Path jar) {
        return installed.containsKey(jar);
    }

    /** What runs of a jar; empty if nothing does. */
    Optional<Bundle> bundle(Path jar) {
        return Optional.ofNullable(installed.get(jar)).map(Installed::bundle);
    }

    /** The jars that are versions of one plugin. */
    Set<Path> named(String symbolicName) {
        Set<Path> jars = new TreeSet<>();
        installed.forEach((jar, one) -> {
            if (symbolicName.equals(one.bundle().getSymbolicName())) {
                jars.add(jar);
            }
        });
        return jars;
    }

    /** What became of the parts of a plugin. */
    List<PluginParts.Part> parts(Bundle bundle) {
        return starts.parts(bundle);
    }

    /** Whether somebody has stopped or uninstalled a plugin past us. */
    boolean isStoppedByHand(Bundle bundle) {
        return starts.isStoppedByHand(bundle);
    }

    /** Why a plugin was not started, if it was not, or is no longer. */
    Optional<String> reason(Bundle bundle) {
        return starts.reason(bundle);
    }

    /**
     * Installs a jar, or replaces what was made of it before.
     *
     * @throws Refused if it is not taken; what was there before goes on
     */
    void put(Path jar, JarCopy copy) throws Refused, IOException, InterruptedException {
        FrameworkExtension.refuse(copy.header(Constants.FRAGMENT_HOST));
        refuseTwin(jar, copy.symbolicName().orElseThrow(), copy.version());
        Optional<Installed> before = Optional.ofNullable(installed.get(jar));
        Path content = Files.move(copy.file(), copy.file().resolveSibling("installed-" + count + ".jar"));
        try {
            boolean isSame = before.isPresent() && Files.mismatch(before.get().content(), content) < 0;
            if (!replace(jar, content)) {
                throw new Refused("what runs of it hangs and cannot be replaced (expected: a restart of the daemon)");
            }
            if (before.isPresent()) {
                log.info("Plugin {} " + (isSame ? "is loaded anew" : "was replaced"), name(jar));
            }
        } catch (BundleException e) {
            throw refused(e);
        } finally {
            if (!has(jar) || !installed.get(jar).content().equals(content)) {
                discard(content);
            }
        }
    }

    /** The same with a jar that is no bundle, but has files {@code META-INF/services} for extension points. */
    void putPlain(Path jar, JarCopy copy) throws Refused, IOException, InterruptedException {
        try (JarCopy bundle = plainJars.wrap(name(jar), copy)) {
            put(jar, bundle);
        }
    }

    private static Refused refused(BundleException e) {
        return new Refused(FailedStart.reason(e) + " (expected: a manifest that OSGi accepts, as bnd-maven-plugin writes it)");
    }

    /** Installs it, and stops what there is of the jar; whether that came to an end, else nothing has changed. */
    private boolean replace(Path jar, Path content) throws BundleException, IOException, InterruptedException {
        Installed before = installed.get(jar);
        Bundle next; // what is wrong with it shows before the old one is stopped
        try (InputStream in = Files.newInputStream(content)) {
            count++; // a location that nobody had before
            next = context.installBundle(jar.toUri() + "#" + count, in);
        }
        if (before != null && !retire(jar)) {
            next.uninstall();
            return false;
        }
        installed.put(jar, new Installed(next, content));
        starts.expect(next);
        come.add(next);
        if (before != null && !before.content().equals(content)) {
            discard(before.content());
        }
        return true;
    }

    private static void discard(Path content) {
        try {
            Files.deleteIfExists(content);
        } catch (IOException e) {
            log.debug("{} stays until the daemon ends", content, e);
        }
    }

    /** Whether what runs of a jar is stopped; it lingers then. */
    private boolean retire(Path jar) throws InterruptedException {
        Bundle bundle = installed.get(jar).bundle();
        List<Object> used = LingeringBundles.usedByOthers(bundle);
        if (!starts.stop(name(jar), bundle)) {
            return false;
        }
        linger(bundle, used);
        return true;
    }

    private void linger(Bundle bundle, List<Object> used) {
        starts.forget(bundle);
        lingering.add(bundle, used);
    }

    /** The same twice would be active twice. */
    private void refuseTwin(Path jar, String symbolicName, String version) throws Refused {
        for (Bundle other : context.getBundles()) {
            if (!symbolicName.equals(other.getSymbolicName()) || bundle(jar).filter(other::equals).isPresent() || lingering.contains(other)) {
                continue;
            }
            if (isVersion(version, other.getVersion())) {
                throw new Refused("it is " + symbolicName + " " + other.getVersion() + ", and so is " + name(other)
                        + " (expected: one of the two is removed)");
            }
            log.warn("The plugins {} and {} are two versions of {}: remove one of them", name(jar), name(other), symbolicName);
        }
    }

    private static boolean isVersion(String text, Version version) {
        try {
            return Version.parseVersion(text).equals(version);
        } catch (IllegalArgumentException _) {
            return false; // the framework will say so
        }
    }

    private String name(Bundle bundle) {
        return jar(bundle).map(PluginBundles::name).orElse(bundle.getLocation());
    }

    private Optional<Path> jar(Bundle bundle) {
        return installed.entrySet().stream()
                .filter(entry -> entry.getValue().bundle().equals(bundle))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Takes it away; its programs and logs go on with what they have. */
    void remove(Path jar) throws InterruptedException {
        Installed one = installed.get(jar);
        if (!retire(jar)) {
            linger(one.bundle(), List.of());
        }
        installed.remove(jar);
        discard(one.content());
        log.info("Plugin {} is " + (lingering.isInUse(one.bundle()) ? "withdrawn; what uses it goes on as it is" : "removed"), name(jar));
    }

    /** Brings what depends on the changes in line, and starts what can be started now. */
    void settle(Level announcement) throws InterruptedException {
        Set<Bundle> ofTheInstallation = new HashSet<>();
        installed.values().stream().map(Installed::bundle).filter(StoppedByHand::isUninstalled)
                .forEach(bundle -> linger(bundle, List.of())); // programs may go on with what they have of it
        for (Bundle one : List.copyOf(come)) {
            Optional<Bundle> host = hostOf(one).filter(bundle -> bundle.getState() != Bundle.INSTALLED);
            if (host.isPresent()) { // it is given its new part when it is resolved anew
                renew(host.get(), ofTheInstallation);
            }
        }
        for (Bundle dependent : lingering.dependents()) {
            renew(dependent, ofTheInstallation);
        }
        come.clear();
        starts.refresh(ofTheInstallation);
        giveBack();
        starts.start(named(), announcement);
        if (lingering.size() >= lingeringLimit) {
            System.gc();
            lingeringLimit = lingering.size() + LINGERING_STEP;
        }
    }

    /** Says what has become of what was started. */
    void announce(Level announcement) throws InterruptedException {
        starts.announce(named(), announcement);
    }

    private SequencedMap<String, Bundle> named() {
        SequencedMap<String, Bundle> named = new LinkedHashMap<>();
        installed.forEach((jar, one) -> named.put(name(jar), one.bundle()));
        return named;
    }

    /**
     * What is to be resolved anew is installed once more: who goes on using it, goes on with what it has.
     *
     * @param others is added to for those that came with the installation
     */
    private void renew(Bundle bundle, Set<Bundle> others) throws InterruptedException {
        Optional<Path> jar = jar(bundle);
        if (jar.isEmpty()) {
            others.add(bundle);
            return;
        }
        try {
            Consumer<Bundle> goingOn = starts.goingOn(bundle);
            if (replace(jar.get(), installed.get(jar.get()).content())) {
                log.info("Plugin {} is loaded anew, because something that it uses has come, was replaced or is gone", name(jar.get()));
                goingOn.accept(installed.get(jar.get()).bundle());
            }
        } catch (BundleException | IOException e) {
            log.error("The plugin {} goes on with what was replaced or removed, for it cannot be loaded anew: {} (expected: its jar is touched)",
                    name(jar.get()), e instanceof BundleException failure ? FailedStart.reason(failure) : e.toString());
        }
    }

    /** Has done with what nobody uses any more. */
    void giveBack() throws InterruptedException {
        if (framework.getState() != Bundle.ACTIVE) {
            return; // it ends, and everything with it
        }
        for (Bundle bundle : lingering.unused()) {
            if (LeftThreads.report(PluginOrigin.jar(bundle), bundle) && lingering.hadUsers(bundle)) {
                lingering.keep(bundle); // they may still be at what they were given by who used it
            }
        }
        Set<Bundle> unused = lingering.unused();
        for (Bundle bundle : unused) {
            try {
                if (!StoppedByHand.isUninstalled(bundle)) {
                    bundle.uninstall();
                }
                lingering.forget(bundle);
            } catch (BundleException | IllegalStateException e) {
                lingering.keep(bundle);
                log.error("The plugin {} cannot be removed before a restart of the daemon: {}", PluginOrigin.jar(bundle),
                        FailedStart.reason(e));
            }
        }
        if (!unused.isEmpty()) {
            Set<Bundle> stale = new HashSet<>(framework.adapt(FrameworkWiring.class).getRemovalPendingBundles());
            stale.removeIf(lingering::contains); // which somebody else has uninstalled
            starts.refresh(stale);
            lingeringLimit = Math.min(lingeringLimit, lingering.size() + LINGERING_STEP);
        }
    }

    private Optional<Bundle> hostOf(Bundle bundle) {
        String host = bundle.getHeaders("").get(Constants.FRAGMENT_HOST);
        if (host == null) {
            return Optional.empty();
        }
        String name = host.split(";", 2)[0].strip();
        return Arrays.stream(context.getBundles())
                .filter(other -> other.getBundleId() != Constants.SYSTEM_BUNDLE_ID && name.equals(other.getSymbolicName())
                        && !lingering.contains(other))
                .findFirst();
    }

    private static String name(Path jar) {
        return jar.getFileName().toString();
    }
}
