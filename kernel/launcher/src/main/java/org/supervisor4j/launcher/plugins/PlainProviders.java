package org.supervisor4j.launcher.plugins;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.config.plugin.PluginFailure;
import org.supervisor4j.launcher.plugins.PluginParts.Part;

/**
 * Makes what plain jars offer and registers it, in the name of the bundles that {@link PlainJars} has made of them.
 *
 * <p><b>Threading:</b> any.
 */
final class PlainProviders implements SynchronousBundleListener {

    private static final Logger log = LoggerFactory.getLogger(PlainProviders.class);

    private static final String REPAIR = " (expected: a jar that is repaired, copied over it)";

    /** Those whose providers are made, with what is to be closed. */
    private final Map<Bundle, Collection<AutoCloseable>> open = new ConcurrentHashMap<>();
    private final Map<Bundle, List<Part>> made = new ConcurrentHashMap<>();

    PlainProviders(BundleContext context) {
        context.addBundleListener(this);
    }

    /** Whether it is a plain jar's, is active, and its providers are not made yet. */
    boolean awaits(Bundle bundle) {
        return bundle.getState() == Bundle.ACTIVE && !open.containsKey(bundle) && providers(bundle).isPresent();
    }

    /** Whether it is a plain jar's, and its providers were made or tried to be made. */
    boolean has(Bundle bundle) {
        return open.containsKey(bundle);
    }

    private static Optional<ProviderFiles> providers(Bundle bundle) {
        return Optional.ofNullable(bundle.getHeaders("").get(PlainJars.PROVIDERS)).map(ProviderFiles::parse);
    }

    /** Runs the plugin's code, which may take its time; none for a bundle that is no plain jar's. */
    List<Part> make(Bundle bundle) {
        List<Part> parts = new ArrayList<>();
        if (awaits(bundle)) {
            BundleContext own = bundle.getBundleContext(); // of no use once the bundle is stopped: who hangs until then registers nothing
            open.put(bundle, new ArrayList<>());
            providers(bundle).orElseThrow().byProvider().forEach((name, types) -> parts.add(make(own, name, types)));
            made.put(bundle, List.copyOf(parts));
        }
        return parts;
    }

    /** What became of those that were made or tried to be made. */
    List<Part> of(Bundle bundle) {
        return made.getOrDefault(bundle, List.of());
    }

    private Part make(BundleContext own, String name, Collection<String> types) {
        Bundle bundle = own.getBundle();
        try {
            Class<?> provider = load(bundle, name);
            Hashtable<String, Object> properties = PropertyTexts.of(provider);
            for (String type : types) {
                Set<String> missing = ExtensionPoint.of(type).orElseThrow().missingOf(properties.keySet());
                if (!missing.isEmpty()) {
                    throw new IllegalArgumentException("as a " + simple(type) + " it lacks the service property "
                            + String.join(" or ", missing) + " (expected: @ServiceProperties on the class, with its value)");
                }
            }
            Object service = instance(provider, own);
            for (String type : types) {
                if (!load(bundle, type).isInstance(service)) {
                    throw new IllegalArgumentException("it is no " + type + " (expected: "
                            + ProviderFiles.FOLDER + type + " names a class that implements it)");
                }
            }
            if (service instanceof AutoCloseable closeable) {
                open.computeIfPresent(bundle, (_, closeables) -> {
                    closeables.add(closeable);
                    return closeables;
                });
            }
            own.registerService(types.toArray(String[]::new), service, properties);
            return Part.made(name);
        } catch (InvocationTargetException e) {
            return Part.failed(name, "its making failed with " + PluginFailure.text(e.getCause()) + REPAIR, e.getCause());
        } catch (IllegalArgumentException e) {
            return Part.failed(name, PluginFailure.message(e), null);
        } catch (ReflectiveOperationException | RuntimeException | Error e) { // a class of another Java, one that is missing
            return Part.failed(name, "its class cannot be used: " + PluginFailure.text(e) + REPAIR, e);
        }
    }

    private static Class<?> load(Bundle bundle, String name) {
        try {
            return bundle.loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("there is no class " + name + " (expected: the jar has it, or another jar in plugins/)", e);
        }
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    private static Object instance(Class<?> provider, BundleContext own) throws ReflectiveOperationException {
        Optional<Method> factory = Arrays.stream(provider.getMethods())
                .filter(method -> method.getName().equals("provider")
                        && method.getParameterCount() == 0
                        && Modifier.isStatic(method.getModifiers()))
                .findFirst();
        if (!Modifier.isPublic(provider.getModifiers())) {
            throw new IllegalArgumentException("it is not public (expected: a public class)");
        }
        if (factory.isPresent()) {
            return Optional.ofNullable(factory.get().invoke(null))
                    .orElseThrow(() -> new IllegalArgumentException("its method provider() has returned null (expected: the service)"));
        }
        if (Modifier.isAbstract(provider.getModifiers())) {
            throw new IllegalArgumentException("it is abstract (expected: a class that can be made)");
        }
        Constructor<?> constructor = constructor(provider);
        return constructor.newInstance(Arrays.stream(constructor.getParameterTypes()).map(type -> service(type, own)).toArray());
    }

    private static Constructor<?> constructor(Class<?> provider) {
        List<Constructor<?>> constructors = List.of(provider.getConstructors());
        return constructors.stream()
                .filter(constructor -> constructor.getParameterCount() == 0 || constructors.size() == 1)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it has " + constructors.size()
                        + " public constructors (expected: one without parameters, or only one, which takes services of the daemon)"));
    }

    /** Only the daemon's own: those of plugins come and go. Some (loggers) are another one for each bundle. */
    private static Object service(Class<?> type, BundleContext own) {
        ServiceReference<?> reference = own.getServiceReference(type);
        if (reference == null || reference.getBundle().getBundleId() != 0) {
            throw new IllegalArgumentException("its constructor takes a " + type.getName()
                    + " (expected: a service of the daemon, such as org.supervisor4j.api.Supervisor)");
        }
        return own.getService(reference);
    }

    /** Everything is withdrawn by then. */
    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() != BundleEvent.STOPPED) {
            return;
        }
        made.remove(event.getBundle());
        Collection<AutoCloseable> closeables = open.remove(event.getBundle());
        for (AutoCloseable closeable : closeables == null ? List.<AutoCloseable>of() : closeables) {
            try {
                closeable.close();
            } catch (Exception | Error e) { // a plugin's own trouble
                log.warn("{} of the plugin {} did not close cleanly", closeable.getClass().getName(), PluginOrigin.jar(event.getBundle()), e);
            }
        }
    }
}
