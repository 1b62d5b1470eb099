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
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.supervisor4j.api.event.ResultHandler;
import org.supervisor4j.api.log.LogFileType;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.api.log.RotationPolicyType;
import org.supervisor4j.api.log.RotationTriggerType;
import org.supervisor4j.api.program.ProgramType;

/**
 * The bundles that were made of the jars in the drop-in folder. Changes are collected by {@link #put} and {@link #remove}, and
 * what depends on them follows in {@link #settle}.
 *
 * <p>What programs and logs go on using when a plugin is taken away must be able to load its classes: a bundle that offers such
 * things is only stopped, and stays in memory until the daemon restarts.
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

    /** What is held on to: the types' objects live as long as the groups that were made with them. */
    private static final Set<String> LASTING = Set.of(
            ProgramType.class.getName(),
            LogSinkType.class.getName(),
            LogFileType.class.getName(),
            RotationPolicyType.class.getName(),
            RotationTriggerType.class.getName(),
            ResultHandler.class.getName());

    private final BundleContext context;
    private final BundleStarts starts;
    private final PlainJars plainJars;
    private final int startLevel;
    private final Map<Path, Bundle> bundles = new TreeMap<>();
    private final Set<Bundle> lingering = ConcurrentHashMap.newKeySet(); // the framework asks while it resolves, on any thread
    private final Set<Bundle> toRefresh = new HashSet<>();
    private boolean isStale;
    private long installed;

    PluginBundles(BundleContext context, BundleStarts starts, int startLevel) {
        this.context = context;
        this.starts = starts;
        this.plainJars = new PlainJars(context);
        this.startLevel = startLevel;
        context.registerService(ResolverHookFactory.class, _ -> new SingletonsThatLinger(lingering::contains), null);
    }

    boolean has(Path jar) {
        return bundles.containsKey(jar);
    }

    /** What runs of a jar; empty if nothing does. */
    Optional<Bundle> bundle(Path jar) {
        return Optional.ofNullable(bundles.get(jar));
    }

    /** The jars that are versions of one plugin. */
    Set<Path> named(String symbolicName) {
        Set<Path> jars = new TreeSet<>();
        bundles.forEach((jar, bundle) -> {
            if (symbolicName.equals(bundle.getSymbolicName())) {
                jars.add(jar);
            }
        });
        return jars;
    }

    /** What became of the parts of a plugin. */
    List<PluginParts.Part> parts(Bundle bundle) {
        return starts.parts(bundle);
    }

    /** Why a plugin was not started, if it was not. */
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
        Bundle old = bundles.get(jar);
        try {
            if (old == null) {
                add(jar, copy);
            } else if (lingers(old)) {
                add(jar, copy); // what is wrong with it shows before the old one is stopped
                lingering.add(old);
                starts.stop(name(jar), old);
                starts.forget(old);
            } else {
                update(jar, old, copy);
            }
        } catch (BundleException e) {
            if (old != null) {
                starts.expect(old);
            }
            throw refused(e);
        }
        if (old != null) {
            log.info("Plugin {} was replaced", name(jar));
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

    private void add(Path jar, JarCopy copy) throws BundleException, IOException {
        try (InputStream content = Files.newInputStream(copy.file())) {
            installed++; // a location that nobody had before
            use(jar, context.installBundle(jar.toUri() + "#" + installed, content));
        }
    }

    private void update(Path jar, Bundle old, JarCopy copy) throws Refused, BundleException, IOException, InterruptedException {
        stopForUpdate(jar, old);
        try (InputStream content = Files.newInputStream(copy.file())) {
            old.update(content);
        }
        use(jar, old);
    }

    private void stopForUpdate(Path jar, Bundle old) throws Refused, InterruptedException {
        if (!starts.stop(name(jar), old)) {
            throw new Refused("what runs of it hangs and cannot be replaced (expected: a restart of the daemon)");
        }
        LeftThreads.report(name(jar), old);
        isStale = true;
    }

    private void use(Path jar, Bundle bundle) {
        bundle.adapt(BundleStartLevel.class).setStartLevel(startLevel);
        bundles.put(jar, bundle);
        starts.expect(bundle);
        hostOf(bundle).ifPresent(toRefresh::add); // it is given its fragment when it is resolved anew
    }

    /** An unpacked bundle, which is read where it lies; one that is there already is loaded anew. */
    void putFolder(Path folder) throws Refused, IOException, InterruptedException {
        UnpackedBundle unpacked = UnpackedBundle.read(folder);
        refuseTwin(folder, unpacked.symbolicName(), unpacked.version());
        Bundle old = bundles.get(folder);
        try {
            if (old == null) {
                use(folder, context.installBundle("reference:" + folder.toUri()));
                return;
            }
            stopForUpdate(folder, old);
            old.update();
            use(folder, old);
        } catch (BundleException e) {
            throw refused(e);
        }
        log.info("Plugin {} was replaced", name(folder));
    }

    /** The same twice would be active twice. */
    private void refuseTwin(Path jar, String symbolicName, String version) throws Refused {
        for (Bundle other : context.getBundles()) {
            if (!symbolicName.equals(other.getSymbolicName()) || other.equals(bundles.get(jar)) || lingering.contains(other)) {
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
        return bundles.entrySet().stream()
                .filter(entry -> entry.getValue().equals(bundle))
                .map(entry -> name(entry.getKey()))
                .findFirst()
                .orElse(bundle.getLocation());
    }

    /** Takes it away; its programs and logs go on with what they have. */
    void remove(Path jar) throws InterruptedException {
        Bundle bundle = bundles.remove(jar);
        boolean lingers = lingers(bundle);
        boolean isStopped = starts.stop(name(jar), bundle);
        starts.forget(bundle);
        if (!isStopped || lingers) {
            lingering.add(bundle);
            log.info("Plugin {} is withdrawn; what uses it goes on as it is", name(jar));
            return;
        }
        LeftThreads.report(name(jar), bundle);
        try {
            hostOf(bundle).ifPresent(toRefresh::add);
            bundle.uninstall();
            isStale = true;
            log.info("Plugin {} is removed", name(jar));
        } catch (BundleException | IllegalStateException e) { // the latter if it is neither stopped nor active
            log.error("The plugin {} cannot be removed before a restart of the daemon: {}", name(jar), FailedStart.reason(e));
        }
    }

    /** Brings what depends on the changes in line, and starts what can be started now. */
    void settle(Level announcement) throws InterruptedException {
        if (isStale || !toRefresh.isEmpty()) {
            starts.refresh(toRefresh, isStale);
            isStale = false;
            toRefresh.clear();
        }
        starts.start(named(), announcement);
    }

    /** Says what has become of what was started. */
    void announce(Level announcement) throws InterruptedException {
        starts.announce(named(), announcement);
    }

    private SequencedMap<String, Bundle> named() {
        SequencedMap<String, Bundle> named = new LinkedHashMap<>();
        bundles.forEach((jar, bundle) -> named.put(name(jar), bundle));
        return named;
    }

    /** Only where nobody else uses its packages: they must not stay with an old version. */
    private static boolean lingers(Bundle bundle) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        return services != null
                && bundle.getHeaders("").get(Constants.EXPORT_PACKAGE) == null
                && Arrays.stream(services)
                        .flatMap(service -> Arrays.stream((String[]) service.getProperty(Constants.OBJECTCLASS)))
                        .anyMatch(LASTING::contains);
    }

    private Optional<Bundle> hostOf(Bundle bundle) {
        String host = bundle.getHeaders("").get(Constants.FRAGMENT_HOST);
        if (host == null) {
            return Optional.empty();
        }
        String name = host.split(";", 2)[0].strip();
        return Arrays.stream(context.getBundles())
                .filter(other -> other.getBundleId() != Constants.SYSTEM_BUNDLE_ID && name.equals(other.getSymbolicName()))
                .findFirst();
    }

    private static String name(Path jar) {
        return jar.getFileName().toString();
    }
}
