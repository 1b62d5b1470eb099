package org.supervisor4j.example.webhook;

import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.config.Sections;
import org.supervisor4j.api.event.EventType;
import org.supervisor4j.api.event.ProcessEventListener;

/**
 * The sections {@code [webhook:name]}: each becomes a listener of its own, with a thread and a queue that the kernel keeps for it. So one
 * whose server is slow holds up none of the others, and this plugin has neither threads nor queues.
 */
@Component
public final class WebhookSections implements ConfigurationSection {

    private final BundleContext context;
    private final Supervisor supervisor;
    private final Map<WebhookOptions, Listener> listeners = new HashMap<>();

    private record Listener(Webhook webhook, ServiceRegistration<ProcessEventListener> registration) {
        void close() {
            registration.unregister(); // first: nothing new comes while the other gives up what is under way
            webhook.close();
        }
    }

    /** The kinds of events that other plugins have. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<EventType> contributed = List.of();

    @Activate
    public WebhookSections(BundleContext context, @Reference Supervisor supervisor) {
        this.context = context;
        this.supervisor = supervisor;
    }

    @Override
    public void check(Sections sections, Problems problems) {
        for (Section section : sections.startingWith(WebhookOptions.PREFIX)) {
            WebhookOptions.read(section, knownEvents(), problems);
        }
    }

    private Set<String> knownEvents() {
        Set<String> names = new TreeSet<>();
        EventType.BUILT_IN.forEach(type -> names.add(type.name()));
        contributed.forEach(type -> names.add(type.name()));
        return names;
    }

    @Override
    public synchronized void open(Sections sections) {
        use(read(sections));
    }

    @Override
    public synchronized void reread(Sections sections) {
        use(read(sections));
    }

    private Set<WebhookOptions> read(Sections sections) {
        Set<WebhookOptions> all = new LinkedHashSet<>();
        for (Section section : sections.startingWith(WebhookOptions.PREFIX)) {
            WebhookOptions.read(section, knownEvents(), (_, _, message, _) -> {
                throw new IllegalStateException(message + " (expected: told when it was checked)");
            }).ifPresent(all::add);
        }
        return all;
    }

    /** What is as it was goes on, with all that waits in its queue. */
    private void use(Set<WebhookOptions> wanted) {
        Set<WebhookOptions> old = new LinkedHashSet<>(listeners.keySet());
        old.removeAll(wanted);
        old.forEach(options -> listeners.remove(options).close());
        wanted.forEach(options -> listeners.computeIfAbsent(options, this::listen));
    }

    private Listener listen(WebhookOptions options) {
        Webhook webhook = new Webhook(options, new EventJson(supervisor::identifier));
        return new Listener(webhook, context.registerService(
                ProcessEventListener.class,
                webhook,
                new Hashtable<>(Map.of(
                        ProcessEventListener.TYPES, options.events().toArray(String[]::new),
                        ProcessEventListener.BACKLOG, options.queue(),
                        Constants.SERVICE_DESCRIPTION, "webhook '" + options.name() + "'"))));
    }

    @Deactivate
    synchronized void close() {
        use(Set.of());
    }
}
