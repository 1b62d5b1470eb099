package org.supervisor4j.plugin.rpcplugins;

import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.config.Sections;
import org.supervisor4j.api.plugin.Plugins;
import org.supervisor4j.api.rpc.RpcNamespace;

/** {@code [plugins]}: whether the methods are there, and for whom. */
@Component(immediate = true) // what was published stays, though nobody holds the service
public final class PluginsSection implements ConfigurationSection {

    private static final String SECTION = "plugins";
    private static final String REQUESTS = "requests";

    private final BundleContext context;
    private final Supervisor supervisor;
    private final Plugins plugins;
    private Optional<ServiceRegistration<RpcNamespace>> published = Optional.empty();

    /** Called by the component runtime. */
    @Activate
    public PluginsSection(BundleContext context, @Reference Supervisor supervisor, @Reference Plugins plugins) {
        this.context = context;
        this.supervisor = supervisor;
        this.plugins = plugins;
    }

    @Override
    public void check(Sections sections, Problems problems) {
        for (Section section : own(sections)) {
            section.text(REQUESTS).filter(word -> Permission.of(word).isEmpty()).ifPresent(word -> problems.add(
                    section, REQUESTS, "invalid value for " + REQUESTS + ": " + word, "one of " + Permission.words()));
        }
    }

    @Override
    public synchronized void open(Sections sections) {
        close();
        Permission permission = permission(sections);
        if (permission != Permission.OFF) {
            published = Optional.of(context.registerService(
                    RpcNamespace.class,
                    new PluginsNamespace(supervisor::state, plugins, permission),
                    new Hashtable<>(PluginsNamespace.properties())));
        }
    }

    static Permission permission(Sections sections) {
        return own(sections).stream()
                .flatMap(section -> section.text(REQUESTS).stream())
                .flatMap(word -> Permission.of(word).stream())
                .findFirst()
                .orElse(Permission.DEFAULT);
    }

    private static List<Section> own(Sections sections) {
        return sections.startingWith(SECTION).stream().filter(section -> section.name().equals(SECTION)).toList();
    }

    /** Called by the component runtime at the end. */
    @Deactivate
    synchronized void close() {
        published.ifPresent(ServiceRegistration::unregister);
        published = Optional.empty();
    }
}
