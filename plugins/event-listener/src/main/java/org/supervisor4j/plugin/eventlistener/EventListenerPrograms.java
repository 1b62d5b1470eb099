package org.supervisor4j.plugin.eventlistener;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.supervisor4j.api.Handover;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.event.EventType;
import org.supervisor4j.api.event.ProcessEventListener;
import org.supervisor4j.api.event.ResultHandler;
import org.supervisor4j.api.program.GroupType;
import org.supervisor4j.api.program.ProgramType;

/**
 * The section kind {@code [eventlistener:x]}: a pool of processes that are told of events. Texts and rules are supervisord's.
 *
 * <p><b>Threading:</b> as the kernel calls it.
 */
@Component(property = ProgramType.KIND + "=eventlistener")
public final class EventListenerPrograms implements ProgramType {

    /** Pools start first and stop last. */
    private static final int PRIORITY = -1;

    /** Under which the next one is left: as with Supervisor, events are numbered on after a restart. */
    private static final String SERIAL = "event-listener.serial";

    private final Handover handover;
    private final ServiceRegistration<ProcessEventListener> registration;
    private final Pools pools;
    private final Timing.OfTheSystem timing = new Timing.OfTheSystem();

    /** The kinds of events that plugins have of their own. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<EventType> contributedTypes = List.of();

    /** The result handlers of plugins with their properties. */
    @Reference(service = ResultHandler.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Map.Entry<Map<String, Object>, ResultHandler>> contributedHandlers = List.of();

    /** Begins to hear of events; of which ones is up to the pools that become active. */
    @Activate
    public EventListenerPrograms(BundleContext context, @Reference Supervisor supervisor, @Reference Handover handover) {
        this.handover = handover;
        pools = new Pools(supervisor::identifier, this::listenTo, timing, handover.left(SERIAL).map(Long::valueOf).orElse(0L));
        registration = context.registerService(ProcessEventListener.class, pools, properties(new TreeSet<>()));
    }

    private void listenTo(SortedSet<String> events) {
        registration.setProperties(properties(events));
    }

    private static Hashtable<String, Object> properties(SortedSet<String> events) {
        return new Hashtable<>(Map.of(
                ProcessEventListener.TYPES, events.toArray(String[]::new),
                ProcessEventListener.BACKLOG, Integer.MAX_VALUE)); // pools have limits of their own
    }

    @Override
    public GroupType read(Section section, Problems problems) {
        SortedSet<String> names = new TreeSet<>();
        EventType.BUILT_IN.forEach(type -> names.add(type.name()));
        contributedTypes.forEach(type -> names.add(type.name()));
        Map<String, ResultHandler> handlers = new TreeMap<>();
        for (Map.Entry<Map<String, Object>, ResultHandler> handler : contributedHandlers) {
            if (handler.getKey().get(ResultHandler.NAME) instanceof String name) {
                handlers.putIfAbsent(name, handler.getValue());
            }
        }
        return new PoolGroup(new PoolOptions(section, problems).read(names, handlers), pools);
    }

    @Override
    public int defaultPriority() {
        return PRIORITY;
    }

    @Deactivate
    void close() {
        registration.unregister();
        handover.leave(SERIAL, String.valueOf(pools.nextSerial()));
        timing.close();
    }
}
