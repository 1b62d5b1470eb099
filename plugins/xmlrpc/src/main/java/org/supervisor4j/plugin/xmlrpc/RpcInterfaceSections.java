package org.supervisor4j.plugin.xmlrpc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.config.Sections;
import org.supervisor4j.api.config.StartupException;

/** The {@code [rpcinterface:x]} sections: which namespaces are published under which prefix, with which options. */
@Component(immediate = true) // what was chosen stays, though nobody holds the service
public final class RpcInterfaceSections implements ConfigurationSection {

    static final String FACTORY_KEY = "supervisor.rpcinterface_factory";
    private static final String SECTIONS = "rpcinterface:";

    private final RpcNamespaces namespaces;

    /** Called by the component runtime. */
    @Activate
    public RpcInterfaceSections(@Reference RpcNamespaces namespaces) {
        this.namespaces = namespaces;
    }

    @Deactivate
    void close() {
        namespaces.forgetChoices();
    }

    @Override
    public void check(Sections sections, Problems problems) {
        for (Section section : sections.startingWith(SECTIONS)) {
            options(section); // what cannot be expanded is reported by reading it
            Optional<String> factory = section.text(FACTORY_KEY);
            if (factory.isPresent()) {
                if (!namespaces.factories().contains(factory.get())) {
                    problems.add(section, FACTORY_KEY, unresolved(section, factory.get()), expected());
                }
            } else if (!section.has(FACTORY_KEY)) {
                problems.add(section, FACTORY_KEY, missing(section), expected());
            }
        }
    }

    @Override
    public void open(Sections sections) throws StartupException {
        namespaces.forgetChoices();
        for (Section section : sections.startingWith(SECTIONS)) {
            String factory = section.text(FACTORY_KEY).orElseThrow(() -> new StartupException(missing(section)));
            try {
                namespaces.choose(section.suffix(), factory, options(section));
            } catch (RuntimeException | Error e) { // configure is another plugin's code: whatever it throws ends the start with its name
                throw new StartupException(
                        "Could not make " + section.suffix() + " rpc interface: " + ConfigureFailure.reason(e) + " ("
                                + namespaces.originOf(factory).map(plugin -> plugin + ", ").orElse("") + "section ["
                                + section.name() + "], " + section.location(FACTORY_KEY) + ")",
                        e);
            }
        }
    }

    private static Map<String, String> options(Section section) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String key : section.keys()) {
            if (!key.equals(FACTORY_KEY)) {
                section.text(key).ifPresent(value -> options.put(key, value));
            }
        }
        return options;
    }

    private static String missing(Section section) {
        return "section [" + section.name() + "] does not specify a " + FACTORY_KEY;
    }

    private String unresolved(Section section, String factory) {
        return factory + " cannot be resolved within [" + section.name() + "]: " + namespaces.unavailable();
    }

    private String expected() {
        return "the name of an installed RPC plugin: " + String.join(" or ", List.copyOf(namespaces.factories()));
    }
}
