package org.supervisor4j.launcher.plugins;

import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.supervisor4j.api.config.ConfigurationSection;

/** Tells of the plugins with sections of the configuration that come after the start. */
final class LateSections extends ServiceTracker<ConfigurationSection, ConfigurationSection> {

    private final Consumer<ConfigurationSection> opener;
    private volatile boolean isLate;

    LateSections(BundleContext context, Consumer<ConfigurationSection> opener) {
        super(context, ConfigurationSection.class, null);
        this.opener = opener;
    }

    /** Those of now are of no interest: the start has opened them. */
    void begin() {
        open();
        isLate = true;
    }

    @Override
    public ConfigurationSection addingService(ServiceReference<ConfigurationSection> reference) {
        if (!isLate) {
            return null;
        }
        ConfigurationSection section = context.getService(reference);
        if (section != null) {
            opener.accept(section);
        }
        return section;
    }
}
