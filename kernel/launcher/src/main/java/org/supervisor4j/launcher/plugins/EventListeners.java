package org.supervisor4j.launcher.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.event.EventType;
import org.supervisor4j.api.event.ProcessEventListener;
import org.supervisor4j.api.plugin.PluginState;
import org.supervisor4j.api.plugin.UnusedOffers.Unused;
import org.supervisor4j.core.event.EventBus;

/** Subscribes the event listeners of plugins for as long as their services are registered. */
final class EventListeners extends ServiceTracker<ProcessEventListener, EventBus.Registration> {

    private static final Logger log = LoggerFactory.getLogger(EventListeners.class);

    private final EventBus events;

    EventListeners(BundleContext context, EventBus events) {
        super(context, ProcessEventListener.class, null);
        this.events = events;
    }

    @Override
    public EventBus.Registration addingService(ServiceReference<ProcessEventListener> reference) {
        ProcessEventListener listener = context.getService(reference);
        if (listener == null) {
            return null; // gone already, or it could not be made, which the framework has said
        }
        return events.subscribe(name(reference), listener, types(reference), backlog(reference));
    }

    @Override
    public void modifiedService(ServiceReference<ProcessEventListener> reference, EventBus.Registration registration) {
        registration.listenTo(types(reference));
    }

    /** Those that are told nothing more, since they have failed too often. */
    List<Unused> givenUp() {
        List<Unused> givenUp = new ArrayList<>();
        getTracked().forEach((reference, registration) -> registration.givenUp().ifPresent(reason -> {
            String why = description(reference).map(description -> description + ": ").orElse("") + reason;
            Contributions.ofListener(reference).forEach(
                    contribution -> givenUp.add(new Unused(PluginServices.id(reference), contribution, PluginState.FAILED, why)));
        }));
        return givenUp;
    }

    private static Optional<String> description(ServiceReference<ProcessEventListener> reference) {
        return Optional.ofNullable(reference.getProperty(Constants.SERVICE_DESCRIPTION)).filter(String.class::isInstance).map(String.class::cast);
    }

    private static String name(ServiceReference<ProcessEventListener> reference) {
        return description(reference).orElseGet(() -> "" + PluginServices.id(reference)) + " of " + PluginServices.jar(reference);
    }

    private static int backlog(ServiceReference<ProcessEventListener> reference) {
        return switch (reference.getProperty(ProcessEventListener.BACKLOG)) {
            case Integer backlog when backlog > 0 -> backlog;
            case null -> ProcessEventListener.QUEUE_CAPACITY;
            case Object other -> {
                log.error(
                        "The event listener {} has the property {} of {} (expected: an Integer above 0): {} are taken",
                        name(reference),
                        ProcessEventListener.BACKLOG,
                        other,
                        ProcessEventListener.QUEUE_CAPACITY);
                yield ProcessEventListener.QUEUE_CAPACITY;
            }
        };
    }

    private static List<String> types(ServiceReference<ProcessEventListener> reference) {
        return switch (reference.getProperty(ProcessEventListener.TYPES)) {
            case String type -> List.of(type);
            case String[] types -> List.of(types);
            case null -> List.of(EventType.EVENT.name());
            case Object other -> {
                log.error(
                        "The event listener {} has the property {} of {} (expected: a String or an array of them) and is told nothing",
                        name(reference),
                        ProcessEventListener.TYPES,
                        other.getClass());
                yield List.of();
            }
        };
    }

    @Override
    public void removedService(ServiceReference<ProcessEventListener> reference, EventBus.Registration registration) {
        registration.close();
        context.ungetService(reference);
    }
}
