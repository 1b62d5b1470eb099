package org.supervisor4j.launcher.plugins;

import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.supervisor4j.api.config.ConfigurationSection;

/**
 * Tells of the plugins with sections of the configuration that come and go after the start. Of those that come while plugins are being changed
 * it tells when that is over: the file may name what another jar brings, or what the same one offers a moment later.
 *
 * <p><b>Threading:</b> any. Each is told of in the order in which it came, by one thread at a time; who comes while another is told of does not
 * wait for that.
 */
final class LateSections extends ServiceTracker<ConfigurationSection, ConfigurationSection> implements DropIns.Witness {

    /** Nobody, as long as the daemon starts or ends. */
    private volatile SectionFollower follower;

    /** Of whom is to be told, in the order of their registration; under our lock, as what follows. */
    private final SortedMap<ServiceReference<ConfigurationSection>, ConfigurationSection> waiting =
            new TreeMap<>(Comparator.comparing(PluginServices::id));
    /** Who went while it was told that they came. */
    private final Set<ConfigurationSection> wentMeanwhile = Collections.newSetFromMap(new IdentityHashMap<>());
    private int changes; // that are under way
    private boolean isTelling;

    LateSections(BundleContext context) {
        super(context, ConfigurationSection.class, null);
    }

    /** Tells from now on; of those that are there, too: some may have come after the start had looked who is. */
    void begin(SectionFollower told) {
        follower = told;
        changeBegins();
        try {
            open();
        } finally {
            changeEnds();
        }
    }

    /** That all of them go with the daemon is no news. */
    void end() {
        follower = null;
        close();
    }

    @Override
    public synchronized void changeBegins() {
        changes++;
    }

    @Override
    public void changeEnds() {
        synchronized (this) {
            changes--;
        }
        tell();
    }

    @Override
    public ConfigurationSection addingService(ServiceReference<ConfigurationSection> reference) {
        ConfigurationSection section = context.getService(reference); // made here, in the time that its start has
        if (section != null && follower != null) {
            synchronized (this) {
                waiting.put(reference, section);
            }
            tell();
        }
        return section;
    }

    /** Until none waits: those that come meanwhile, be it from what is told of, are told of by the same thread. */
    private void tell() {
        for (List<ConfigurationSection> came = next(); !came.isEmpty(); came = next()) {
            SectionFollower told = follower;
            try {
                if (told != null) {
                    told.came(came);
                }
            } finally {
                List<ConfigurationSection> went = isTold();
                if (told != null) {
                    went.forEach(told::went);
                }
            }
        }
    }

    /** None if it is not the time, or somebody else is at it; then whoever is, or ends the change, does it. */
    private synchronized List<ConfigurationSection> next() {
        if (isTelling || changes > 0) {
            return List.of();
        }
        List<ConfigurationSection> came = List.copyOf(waiting.values());
        waiting.clear();
        isTelling = !came.isEmpty();
        return came;
    }

    /** Answers who has gone in the meantime: nobody may have known them yet when that was told. */
    private synchronized List<ConfigurationSection> isTold() {
        isTelling = false;
        List<ConfigurationSection> went = List.copyOf(wentMeanwhile);
        wentMeanwhile.clear();
        return went;
    }

    @Override
    public void removedService(ServiceReference<ConfigurationSection> reference, ConfigurationSection section) {
        synchronized (this) {
            if (waiting.remove(reference) == null && isTelling) {
                wentMeanwhile.add(section);
            }
        }
        SectionFollower told = follower;
        if (told != null) {
            told.went(section);
        }
        super.removedService(reference, section);
    }
}
