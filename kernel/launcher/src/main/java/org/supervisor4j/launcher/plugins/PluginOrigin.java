package org.supervisor4j.launcher.plugins;

import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleReference;
import org.osgi.framework.FrameworkUtil;
import org.supervisor4j.api.plugin.PluginInfo;

/** Which jar a bundle, an object or a call comes from: what people know a plugin by. For any thread. */
public final class PluginOrigin {

    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final String BY_REFERENCE = "reference:";

    private PluginOrigin() {}

    /** The name of its file. */
    static String jar(Bundle bundle) {
        return PluginInfo.fileNameOf(bundle.getLocation());
    }

    /** Of an object, by its class; empty if it is no plugin's. */
    static Optional<String> jar(Object object) {
        return Optional.ofNullable(FrameworkUtil.getBundle(PluginUses.original(object).getClass())).map(PluginOrigin::jar);
    }

    /** The same for people: {@code the daemon} if it is no plugin's. */
    public static String of(Object object) {
        return jar(object).orElse("the daemon");
    }

    /** Whether it is a part of the daemon, from {@code lib/}: these are the only jars that are read where they lie. */
    static boolean isOfTheInstallation(Bundle bundle) {
        String location = bundle.getLocation();
        return bundle.getBundleId() == 0 || location.startsWith(BY_REFERENCE) && !location.endsWith("/");
    }

    /** The jar of the plugin whose code calls, directly or by way of what it calls; empty if it is the daemon's own. */
    public static Optional<String> ofCaller() {
        return CALLERS.walk(frames -> frames.map(frame -> frame.getDeclaringClass().getClassLoader())
                .filter(BundleReference.class::isInstance)
                .map(loader -> ((BundleReference) loader).getBundle())
                .findFirst()
                .filter(bundle -> bundle != null && !isOfTheInstallation(bundle))
                .map(PluginOrigin::jar));
    }
}
