package org.supervisor4j.launcher.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.supervisor4j.api.config.ConfigurationSection;
import org.supervisor4j.api.ctl.CtlCommand;
import org.supervisor4j.api.event.EventType;
import org.supervisor4j.api.event.ProcessEventListener;
import org.supervisor4j.api.event.ResultHandler;
import org.supervisor4j.api.log.LogFileType;
import org.supervisor4j.api.log.LogRotation;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.api.log.RotationPolicyType;
import org.supervisor4j.api.log.RotationTriggerType;
import org.supervisor4j.api.plugin.PluginInfo.Contribution;
import org.supervisor4j.api.program.ProgramType;
import org.supervisor4j.api.rpc.RpcNamespace;

/** What a bundle brings, as its services tell: by extension point, named by the property that the extension point goes by. */
final class Contributions {

    /** How an extension point is called, and which properties name what is offered. */
    private record Point(String kind, List<String> properties) {
        Point(String kind, String... properties) {
            this(kind, List.of(properties));
        }
    }

    private static final Map<String, Point> POINTS = points();
    private static final String ACTIONS = "META-INF/services/" + CtlCommand.class.getName();

    private final BundleContext context;

    Contributions(BundleContext context) {
        this.context = context;
    }

    private static Map<String, Point> points() {
        Map<String, Point> points = new LinkedHashMap<>();
        points.put(RpcNamespace.class.getName(), new Point("rpc", RpcNamespace.PREFIX));
        points.put(ProcessEventListener.class.getName(), new Point("event listener", ProcessEventListener.TYPES));
        points.put(EventType.class.getName(), new Point("event type"));
        points.put(ResultHandler.class.getName(), new Point("result handler", ResultHandler.NAME));
        points.put(ProgramType.class.getName(), new Point("section kind", ProgramType.KIND));
        points.put(LogSinkType.class.getName(), new Point("log sink", LogSinkType.NAME));
        points.put(LogFileType.class.getName(), new Point("log files"));
        points.put(LogRotation.class.getName(), new Point("log rotation"));
        points.put(RotationTriggerType.class.getName(), new Point("rotation trigger", RotationTriggerType.NAME));
        points.put(RotationPolicyType.class.getName(), new Point("rotation policy", RotationPolicyType.NAME));
        points.put(ConfigurationSection.class.getName(), new Point("configuration"));
        points.put("jakarta.servlet.Servlet", new Point("servlet", "osgi.http.whiteboard.servlet.pattern"));
        points.put("jakarta.servlet.Filter", new Point("filter", "osgi.http.whiteboard.filter.pattern"));
        return points;
    }

    /** Sorted, each once. */
    List<Contribution> of(Bundle bundle) {
        TreeSet<Contribution> found = new TreeSet<>();
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
            for (String type : (String[]) service.getProperty(Constants.OBJECTCLASS)) {
                found.addAll(of(bundle, service, type));
            }
        }
        return List.copyOf(found);
    }

    private List<Contribution> of(Bundle bundle, ServiceReference<?> service, String type) {
        Point point = POINTS.get(type);
        if (point == null) {
            return type.startsWith(bundle.getSymbolicName()) || isInternal(bundle, type)
                    ? List.of() // between its own components
                    : List.of(new Contribution("service", type));
        }
        List<Contribution> named = new ArrayList<>();
        if (type.equals(RpcNamespace.class.getName())) {
            texts(service.getProperty(RpcNamespace.FACTORY)).forEach(name -> named.add(new Contribution("rpc interface", name)));
        }
        for (String property : point.properties()) {
            texts(service.getProperty(property)).forEach(name -> named.add(new Contribution(point.kind(), name)));
        }
        return named.isEmpty() ? List.of(new Contribution(point.kind(), fallback(bundle, service, type))) : named;
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
                : Arrays.stream(header.split(",")).map(clause -> clause.split(";")[0].strip()).toList();
    }

    /** An event type says its name itself; a listener without types hears all. */
    private String fallback(Bundle bundle, ServiceReference<?> service, String type) {
        if (type.equals(ProcessEventListener.class.getName())) {
            return EventType.EVENT.name();
        }
        if (service.getProperty("component.name") instanceof String component) {
            return component.substring(component.lastIndexOf('.') + 1);
        }
        if (type.equals(EventType.class.getName()) && context.getService(service) instanceof EventType event) {
            return event.name();
        }
        return bundle.getSymbolicName();
    }

    private static List<String> texts(Object property) {
        return switch (property) {
            case String text -> List.of(text);
            case String[] several -> List.of(several);
            case Collection<?> several -> several.stream().map(Object::toString).toList();
            case null, default -> List.of();
        };
    }

    /** The actions of supervisorctl in a jar, by the names of their classes: which words select them only the client finds out. */
    static List<Contribution> actions(Path jar) {
        if (!Files.isRegularFile(jar)) {
            return List.of();
        }
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            ZipEntry entry = file.getEntry(ACTIONS);
            if (entry == null) {
                return List.of();
            }
            try (InputStream content = file.getInputStream(entry)) {
                return new String(content.readAllBytes(), StandardCharsets.UTF_8).lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .map(line -> new Contribution("action", line.substring(line.lastIndexOf('.') + 1)))
                        .sorted()
                        .toList();
            }
        } catch (IOException _) {
            return List.of(); // it is just being replaced or removed
        }
    }
}
