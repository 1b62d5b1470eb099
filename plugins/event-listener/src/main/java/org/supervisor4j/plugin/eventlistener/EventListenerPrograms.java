package org.supervisor4j.plugin.eventlistener;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger log = LoggerFactory.getLogger(EventListenerPrograms.class);

    /** Pools start first and stop last. */
    private static final int PRIORITY = -1;

    /** Under which the number of the next event is left. */
    private static final String SERIAL = "event-listener.serial";

    /** What the pools hear by, as it is called in the activity log. */
    private static final String NAME = "event-pools";

    private final BundleContext daemon;
    private final Handover handover;
    private final Pools pools;
    private Optional<ServiceRegistration<ProcessEventListener>> registration = Optional.empty(); // guarded by the pools

    /** The kinds of events that plugins have of their own. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<EventType> contributedTypes = List.of();

    /** The result handlers of plugins with their properties. */
    @Reference(service = ResultHandler.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Map.Entry<Map<String, Object>, ResultHandler>> contributedHandlers = List.of();

    /** Hears of events as soon as there is a pool. */
    @Activate
    public EventListenerPrograms(BundleContext context, @Reference Supervisor supervisor, @Reference Handover handover) {
        this.handover = handover;
        daemon = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        pools = new Pools(supervisor::identifier, this::listenTo, new Timing.OfTheSystem(), this::nextSerial);
    }

    /**
     * In the daemon's name, not in this bundle's: pools go on with the code that they began with when the bundle is stopped or replaced, and
     * what they hear by must, too.
     */
    private void listenTo(SortedSet<String> events) {
        if (events.isEmpty()) {
            registration.ifPresent(EventListenerPrograms::end);
            registration = Optional.empty();
        } else if (registration.isPresent()) {
            registration.get().setProperties(properties(events));
        } else {
            registration = Optional.of(daemon.registerService(ProcessEventListener.class, pools, properties(events)));
        }
    }

    private static void end(ServiceRegistration<ProcessEventListener> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException e) { // the framework was quicker, at the end of the daemon
            log.debug("{} was ended already", NAME, e);
        }
    }

    /**
     * As with Supervisor, events are numbered on after a restart. The number is left at once, for another version of this code may have pools
     * at the same time: what they have in common is the service.
     */
    private long nextSerial() {
        synchronized (handover) {
            long next = handover.left(SERIAL).map(Long::valueOf).orElse(0L);
            handover.leave(SERIAL, String.valueOf(Pools.after(next)));
            return next;
        }
    }

    private static Hashtable<String, Object> properties(SortedSet<String> events) {
        return new Hashtable<>(Map.of(
                Constants.SERVICE_DESCRIPTION, NAME,
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
}
