package org.supervisor4j.launcher.plugins;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.config.plugin.PluginFailure;

/** Says why a plugin could not be started, and what would be right. For any thread. */
final class FailedStart {

    private static final Logger log = LoggerFactory.getLogger(FailedStart.class);

    /** The framework says what is missing, and then says it again. */
    private static final Pattern REPEATED = Pattern.compile(" Unresolved requirements: \\[.*]$");

    private final BundleContext context;
    private final Predicate<Bundle> isActive;

    FailedStart(BundleContext context, Predicate<Bundle> isActive) {
        this.context = context;
        this.isActive = isActive;
    }

    /** @param wasActive whether it ran until what it needs went */
    void say(String name, Bundle bundle, Throwable failure, boolean wasActive) {
        String state = wasActive ? "is no longer active" : "is not active";
        if (failure instanceof BundleException e && e.getType() == BundleException.RESOLVE_ERROR) {
            log.error("The plugin {} {}: {} (expected: {})", name, state, reason(failure), rival(bundle)
                    .map(rival -> "it is a singleton, and one version of it is there already, " + rival.getVersion()
                            + "; one of the two is removed")
                    .orElseGet(() -> remedy(PluginFailure.message(failure))));
            return;
        }
        Throwable cause = failure instanceof BundleException ? PluginFailure.cause(failure).orElse(failure) : failure;
        log.error("The plugin {} {}: its start failed with {} (expected: a jar that is repaired, copied over it)",
                name, state, PluginFailure.text(cause), cause);
    }

    /** No other jar can bring another Java, another system or another API of ours. */
    private static String remedy(String message) {
        if (message.contains("osgi.ee; ")) {
            return "a jar that is made for this Java, " + Runtime.version().feature() + ", or an older one";
        }
        if (message.contains("osgi.native; ")) {
            return "a jar that has native code for this system";
        }
        if (message.contains("osgi.wiring.package=org.supervisor4j.api.")) {
            return "a jar that is made for the API of this daemon, which nobody else has";
        }
        return "another jar in plugins/ exports it; the plugin is started as soon as it is there";
    }

    /** What keeps a singleton from being resolved. */
    private Optional<Bundle> rival(Bundle bundle) {
        boolean isSingleton = bundle.adapt(BundleRevision.class).getDeclaredCapabilities(IdentityNamespace.IDENTITY_NAMESPACE).stream()
                .anyMatch(identity -> "true".equals(identity.getDirectives().get(IdentityNamespace.CAPABILITY_SINGLETON_DIRECTIVE)));
        return Arrays.stream(context.getBundles())
                .filter(other -> isSingleton && other != bundle && bundle.getSymbolicName().equals(other.getSymbolicName())
                        && isActive.test(other))
                .findFirst();
    }

    /** In one line. */
    static String reason(Throwable failure) {
        String message = REPEATED.matcher(PluginFailure.message(failure)).replaceFirst("");
        return PluginFailure.cause(failure)
                .filter(cause -> !message.contains(PluginFailure.message(cause)))
                .map(cause -> message + ": " + PluginFailure.text(cause))
                .orElse(message);
    }
}
