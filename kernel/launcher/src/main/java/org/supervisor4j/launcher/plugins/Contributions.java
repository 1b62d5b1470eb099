package org.supervisor4j.launcher.plugins;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.supervisor4j.api.event.EventType;
import org.supervisor4j.api.event.ProcessEventListener;
import org.supervisor4j.api.event.ResultHandler;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.api.log.RotationPolicyType;
import org.supervisor4j.api.log.RotationTriggerType;
import org.supervisor4j.api.plugin.PluginInfo.Contribution;
import org.supervisor4j.api.plugin.UnusedOffers.Unused;
import org.supervisor4j.api.program.ProgramType;
import org.supervisor4j.api.rpc.RpcNamespace;

/** What a bundle brings, as its services tell: by extension point, named by the property that the extension point goes by. */
final class Contributions {

    private final BundleContext context;

    Contributions(BundleContext context) {
        this.context = context;
    }

    /** How an extension point is called in a word or two. */
    static String kind(ExtensionPoint point) {
        return switch (point) {
            case RPC_NAMESPACE -> "rpc";
            case PROCESS_EVENT_LISTENER -> "event listener";
            case EVENT_TYPE -> "event type";
            case RESULT_HANDLER -> "result handler";
            case PROGRAM_TYPE -> "section kind";
            case LOG_FILE_TYPE -> "log files";
            case LOG_ROTATION -> "log rotation";
            case LOG_SINK_TYPE -> "log sink";
            case ROTATION_TRIGGER_TYPE -> "rotation trigger";
            case ROTATION_POLICY_TYPE -> "rotation policy";
            case CONFIGURATION_SECTION -> "configuration";
            case SERVLET -> "servlet";
            case FILTER -> "filter";
            case WEB_COLUMN -> "web column";
            case WEB_PANEL -> "web panel";
            case UNUSED_OFFERS -> "unused offers";
        };
    }

    /** The property that names what is offered; empty if the extension point has none. */
    private static Optional<String> property(ExtensionPoint point) {
        return switch (point) {
            case RPC_NAMESPACE -> Optional.of(RpcNamespace.PREFIX);
            case PROCESS_EVENT_LISTENER -> Optional.of(ProcessEventListener.TYPES);
            case RESULT_HANDLER -> Optional.of(ResultHandler.NAME);
            case PROGRAM_TYPE -> Optional.of(ProgramType.KIND);
            case LOG_SINK_TYPE -> Optional.of(LogSinkType.NAME);
            case ROTATION_TRIGGER_TYPE -> Optional.of(RotationTriggerType.NAME);
            case ROTATION_POLICY_TYPE -> Optional.of(RotationPolicyType.NAME);
            case SERVLET -> Optional.of("osgi.http.whiteboard.servlet.pattern");
            case FILTER -> Optional.of("osgi.http.whiteboard.filter.pattern");
            case EVENT_TYPE, LOG_FILE_TYPE, LOG_ROTATION, CONFIGURATION_SECTION, WEB_COLUMN, WEB_PANEL, UNUSED_OFFERS ->
                    Optional.empty();
        };
    }

    /**
     * Sorted, each once.
     *
     * @param unused what is left out, unless another service of the bundle brings it as well
     */
    List<Contribution> of(Bundle bundle, List<Unused> unused) {
        TreeSet<Contribution> found = new TreeSet<>();
        for (ServiceReference<?> service : PluginServices.of(bundle)) {
            for (String type : (String[]) service.getProperty(Constants.OBJECTCLASS)) {
                List<Contribution> brought = new ArrayList<>(of(bundle, service, type));
                unused.stream().filter(one -> one.serviceId() == PluginServices.id(service)).forEach(one -> brought.remove(one.contribution()));
                found.addAll(brought);
            }
        }
        return List.copyOf(found);
    }

    private List<Contribution> of(Bundle bundle, ServiceReference<?> service, String type) {
        Optional<ExtensionPoint> known = ExtensionPoint.of(type);
        if (known.isEmpty()) {
            return isInternal(bundle, type) ? List.of() : List.of(new Contribution("service", type));
        }
        ExtensionPoint point = known.get();
        if (point == ExtensionPoint.UNUSED_OFFERS) {
            return List.of(); // it is about others
        }
        List<Contribution> named = new ArrayList<>();
        if (point == ExtensionPoint.RPC_NAMESPACE) { // which is there only where a section says so
            texts(service.getProperty(RpcNamespace.FACTORY)).forEach(name -> named.add(new Contribution("rpc interface", name)));
        }
        property(point).map(service::getProperty).map(Contributions::texts).orElse(List.of())
                .forEach(name -> named.add(new Contribution(kind(point), name.isEmpty() ? "/" : name))); // a servlet's root
        return named.isEmpty() ? List.of(new Contribution(kind(point), fallback(bundle, service, point))) : named;
    }

    /** Nobody else can have a class of a package that is not exported. */
    private static boolean isInternal(Bundle bundle, String type) {
        int end = type.lastIndexOf('.');
        return end > 0 && bundle.getEntry(type.replace('.', '/') + ".class") != null
                && !exported(bundle).contains(type.substring(0, end));
    }

    private static List<String> exported(Bundle bundle) {
        String header = bundle.getHeaders("").get(Constants.EXPORT_PACKAGE);
        return header == null
                ? List.of()
                : Arrays.stream(header.split(",")).map(clause -> clause.split(";", 2)[0].strip()).toList();
    }

    /** An event type says its name itself, a listener without types hears all. */
    private String fallback(Bundle bundle, ServiceReference<?> service, ExtensionPoint point) {
        if (point == ExtensionPoint.PROCESS_EVENT_LISTENER) {
            return EventType.EVENT.name();
        }
        if (point == ExtensionPoint.EVENT_TYPE && context.getService(service) instanceof EventType event) {
            return event.name();
        }
        return unnamed(bundle, service);
    }

    /** What a configuration section goes by, which has no name of its own. */
    static Contribution ofSections(ServiceReference<?> service) {
        return new Contribution(kind(ExtensionPoint.CONFIGURATION_SECTION), unnamed(service.getBundle(), service));
    }

    /** What says which offers of others are not used; it is shown only if it fails. */
    static Contribution ofUnusedOffers(Bundle bundle, ServiceReference<?> service) {
        return new Contribution(kind(ExtensionPoint.UNUSED_OFFERS), unnamed(bundle, service));
    }

    /** What an event listener hears of. */
    static List<Contribution> ofListener(ServiceReference<?> service) {
        List<String> types = texts(service.getProperty(ProcessEventListener.TYPES));
        return (types.isEmpty() ? List.of(EventType.EVENT.name()) : types).stream()
                .map(type -> new Contribution(kind(ExtensionPoint.PROCESS_EVENT_LISTENER), type))
                .toList();
    }

    private static String unnamed(Bundle bundle, ServiceReference<?> service) {
        return service.getProperty("component.name") instanceof String component
                ? component.substring(component.lastIndexOf('.') + 1)
                : bundle.getSymbolicName();
    }

    private static List<String> texts(Object property) {
        return switch (property) {
            case String text -> List.of(text);
            case String[] several -> List.of(several);
            case Collection<?> several -> several.stream().map(Object::toString).toList();
            case null, default -> List.of();
        };
    }
}
