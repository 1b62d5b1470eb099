package org.supervisor4j.launcher.plugins;

import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Constants;
import org.supervisor4j.launcher.plugins.PluginBundles.Refused;

/** A fragment of the framework itself. It can be taken out again only by a restart of the framework, and so of the daemon. */
final class FrameworkExtension {

    /** Under both names the framework is a host. */
    private static final Set<String> FRAMEWORK = Set.of(Constants.SYSTEM_BUNDLE_SYMBOLICNAME, "org.apache.felix.framework");

    private FrameworkExtension() {}

    /** @throws Refused if it is one */
    static void refuse(Optional<String> fragmentHost) throws Refused {
        if (fragmentHost.map(host -> host.split(";", 2)[0].strip()).filter(FRAMEWORK::contains).isPresent()) {
            throw new Refused("it would become a part of the OSGi framework, which it could never leave again while the daemon runs "
                    + "(expected: a bundle, or a fragment of another plugin)");
        }
    }
}
