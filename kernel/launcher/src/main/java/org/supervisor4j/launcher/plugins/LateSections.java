package org.supervisor4j.launcher.plugins;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.supervisor4j.api.config.ConfigurationSection;

/** Tells of the plugins with sections of the configuration that come and go after the start. */
final class LateSections extends ServiceTracker<ConfigurationSection, ConfigurationSection> {

    private final SectionFollower follower;
    private volatile boolean isFollowing;

    LateSections(BundleContext context, SectionFollower follower) {
        super(context, ConfigurationSection.class, null);
        this.follower = follower;
    }

    /** That those of now are there is no news: the start has opened them. */
    void begin() {
        open();
        isFollowing = true;
    }

    /** That all of them go with the daemon is none either. */
    void end() {
        isFollowing = false;
        close();
    }

    @Override
    public ConfigurationSection addingService(ServiceReference<ConfigurationSection> reference) {
        ConfigurationSection section = context.getService(reference);
        if (section != null && isFollowing) {
            follower.came(section);
        }
        return section;
    }

    @Override
    public void removedService(ServiceReference<ConfigurationSection> reference, ConfigurationSection section) {
        if (isFollowing) {
            follower.went(section);
        }
        super.removedService(reference, section);
    }
}
