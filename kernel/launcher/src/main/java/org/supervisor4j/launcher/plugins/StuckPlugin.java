package org.supervisor4j.launcher.plugins;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which plugin's code a call hangs in, if the one that was asked has asked another. For any thread. */
final class StuckPlugin {

    private static final Logger log = LoggerFactory.getLogger(StuckPlugin.class);

    private StuckPlugin() {}

    /**
     * The jar of the innermost plugin on a stack. Libraries, which offer no service, and the daemon's own code are none: the trouble is with
     * whoever has called them.
     *
     * @param asked the service that was asked
     * @param stack innermost call first
     * @return empty if it is the plugin that was asked, or if nobody can tell
     */
    static Optional<String> jar(Object asked, StackTraceElement[] stack) {
        Bundle own = FrameworkUtil.getBundle(PluginUses.original(asked).getClass());
        BundleContext context = own == null ? null : own.getBundleContext();
        if (context == null) {
            return Optional.empty(); // the daemon's own, or stopped meanwhile
        }
        try {
            return innermost(own, context, stack);
        } catch (IllegalStateException e) {
            log.debug("Plugins go while it is asked which of them hangs", e);
            return Optional.empty();
        }
    }

    private static Optional<String> innermost(Bundle own, BundleContext context, StackTraceElement[] stack) {
        // What several have is the business of the one that was asked.
        Bundle[] plugins = Stream.concat(Stream.of(own), Arrays.stream(context.getBundles()).filter(StuckPlugin::offersServices))
                .toArray(Bundle[]::new);
        return Arrays.stream(stack)
                .map(frame -> LeftThreads.sourceOf(frame.getClassName()))
                .flatMap(name -> Arrays.stream(plugins).filter(plugin -> has(plugin, name)).limit(1))
                .findFirst()
                .filter(plugin -> plugin != own)
                .map(PluginOrigin::jar);
    }

    private static boolean offersServices(Bundle bundle) {
        return !PluginOrigin.isOfTheInstallation(bundle) && bundle.getState() != Bundle.UNINSTALLED
                && bundle.getRegisteredServices() != null;
    }

    private static boolean has(Bundle bundle, String className) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        int simple = className.lastIndexOf('.') + 1;
        if (wiring == null) {
            return false;
        }
        Collection<String> found = wiring.listResources(
                className.substring(0, simple).replace('.', '/'), className.substring(simple) + ".class", BundleWiring.LISTRESOURCES_LOCAL);
        return found != null && !found.isEmpty(); // null: it is in use no more
    }
}
