package org.supervisor4j.example.webhook;

import java.util.ArrayList;
import java.util.Hashtable;
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
    private final List<Webhook> webhooks = new ArrayList<>();
    private final List<ServiceRegistration<ProcessEventListener>> registrations = new ArrayList<>();

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
        close(); // a plugin that came late could be asked twice
        for (Section section : sections.startingWith(WebhookOptions.PREFIX)) {
            WebhookOptions.read(section, knownEvents(), (_, _, message, _) -> {
                throw new IllegalStateException(message + " (expected: told when it was checked)");
            }).ifPresent(this::listen);
        }
    }

    private void listen(WebhookOptions options) {
        Webhook webhook = new Webhook(options, new EventJson(supervisor::identifier));
        webhooks.add(webhook);
        registrations.add(context.registerService(
                ProcessEventListener.class,
                webhook,
                new Hashtable<>(Map.of(
                        ProcessEventListener.TYPES, options.events().toArray(String[]::new),
                        ProcessEventListener.BACKLOG, options.queue(),
                        Constants.SERVICE_DESCRIPTION, "webhook '" + options.name() + "'"))));
    }

    @Deactivate
    synchronized void close() {
        registrations.forEach(ServiceRegistration::unregister);
        registrations.clear();
        webhooks.forEach(Webhook::close); // after that: nothing new comes while one gives up what is under way
        webhooks.clear();
    }
}
