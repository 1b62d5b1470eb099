package org.supervisor4j.launcher.plugins;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleReference;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that go on though the plugin that has started them is stopped. They cannot be ended from outside; somebody should know.
 *
 * <p>A thread is a plugin's if it is of a class of its own, runs its code, or was started while the plugin was: it has the plugin's class
 * loader then.
 */
final class LeftThreads {

    private static final Logger log = LoggerFactory.getLogger(LeftThreads.class);

    /** How long those that were told to end may take for it. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final String SUFFIX = ".class";

    private LeftThreads() {}

    /**
     * Says so of a bundle that is stopped, but still has its classes; waits for a moment for threads that end.
     *
     * @return whether there are any
     */
    static boolean report(String plugin, Bundle bundle) throws InterruptedException {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null || wiring.getClassLoader() == null) {
            return false; // it has never run, or is a part of another
        }
        long deadline = System.nanoTime() + GRACE.toNanos();
        List<Thread> suspects = of(wiring);
        for (Thread thread : suspects) {
            thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        Set<Thread> left = of(wiring).stream().filter(suspects::contains).collect(Collectors.toSet());
        if (!left.isEmpty()) {
            log.warn("The plugin {} has left threads behind, which go on without it: {} "
                            + "(expected: what it has started ends when it is stopped)",
                    plugin,
                    left.stream().map(Thread::getName).sorted().collect(Collectors.joining(", ")));
        }
        return !left.isEmpty();
    }

    private static List<Thread> of(BundleWiring wiring) {
        ClassLoader loader = wiring.getClassLoader();
        Set<String> own = classes(wiring.listResources(
                "/", "*.class", BundleWiring.LISTRESOURCES_RECURSE | BundleWiring.LISTRESOURCES_LOCAL));
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey() != Thread.currentThread() && isOf(loader, own, thread.getKey(), thread.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isOf(ClassLoader loader, Set<String> own, Thread thread, StackTraceElement[] frames) {
        if (thread.getClass().getClassLoader() == loader || thread.getContextClassLoader() == loader) {
            return true;
        }
        return !(thread.getContextClassLoader() instanceof BundleReference) // another plugin's, or of another version
                && Arrays.stream(frames).anyMatch(frame -> own.contains(sourceOf(frame.getClassName())));
    }

    /** Of a frame only the name is known; several plugins may have classes in one package, but hardly the same class. */
    private static Set<String> classes(Collection<String> paths) {
        return paths.stream()
                .map(path -> path.substring(0, path.length() - SUFFIX.length()).replace('/', '.'))
                .collect(Collectors.toSet());
    }

    /** Of a lambda that of the class in which it is written. */
    static String sourceOf(String className) {
        int lambda = className.indexOf("$$");
        return lambda < 0 ? className : className.substring(0, lambda);
    }
}
