package org.supervisor4j.launcher.plugins;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.launcher.plugins.PluginParts.Part;

/**
 * What became of a bundle's components, asked of OSGi's component runtime. That is a bundle like others, whose interface is not on our class
 * path: it is used by reflection.
 *
 * <p><b>Threading:</b> any.
 */
final class ComponentStates {

    private static final Logger log = LoggerFactory.getLogger(ComponentStates.class);
    private static final String RUNTIME = "org.osgi.service.component.runtime.ServiceComponentRuntime";
    // Of its ComponentConfigurationDTO
    private static final int UNSATISFIED_REFERENCE = 2;
    private static final int SATISFIED = 4; // and not made
    private static final int FAILED_ACTIVATION = 16;
    private static final String CAUSE = "Caused by: ";

    private final BundleContext context;

    ComponentStates(BundleContext context) {
        this.context = context;
    }

    /**
     * Its components: made, or made as soon as somebody asks for them; not possible to be made; or waiting for what is not there.
     *
     * @param refused the names of those that somebody has asked for in vain
     */
    List<Part> of(Bundle bundle, Set<String> refused) {
        ServiceReference<?> reference = context.getServiceReference(RUNTIME);
        Object runtime = reference == null ? null : context.getService(reference);
        if (runtime == null) {
            return List.of(); // it is not there: nobody makes components
        }
        try {
            return parts(runtime, bundle, refused);
        } catch (ReflectiveOperationException e) {
            log.debug("The component runtime does not tell of its components", e);
            return List.of();
        } finally {
            context.ungetService(reference);
        }
    }

    private static List<Part> parts(Object runtime, Bundle bundle, Set<String> refused)
            throws ReflectiveOperationException {
        Class<?> type = runtime.getClass().getClassLoader().loadClass(RUNTIME);
        Object descriptions = type.getMethod("getComponentDescriptionDTOs", Bundle[].class).invoke(runtime, (Object) new Bundle[] {bundle});
        List<Part> parts = new ArrayList<>();
        for (Object description : (Collection<?>) descriptions) {
            Object configurations = type.getMethod("getComponentConfigurationDTOs", description.getClass()).invoke(runtime, description);
            for (Object configuration : (Collection<?>) configurations) {
                parts.add(part(description, configuration, refused));
            }
        }
        return parts;
    }

    private static Part part(Object description, Object configuration, Set<String> refused) throws ReflectiveOperationException {
        String name = (String) value(description, "name");
        boolean isTried = (boolean) value(description, "immediate") || refused.contains(name);
        return switch ((int) value(configuration, "state")) {
            case FAILED_ACTIVATION -> Part.failed(name, "it could not be made: " + reason((String) value(configuration, "failure")), null);
            case UNSATISFIED_REFERENCE -> Part.waiting(name, missing(description, configuration));
            // What it has thrown has thrown something in its turn when the runtime printed it: nothing is noted of the failure then.
            case SATISFIED -> isTried ? Part.failed(name, "it could not be made, for a reason that cannot be told", null) : Part.made(name);
            default -> Part.made(name);
        };
    }

    /** What is at the bottom of a printed stack trace. */
    private static String reason(String trace) {
        return trace == null
                ? "no reason is known"
                : trace.lines().filter(line -> line.startsWith(CAUSE)).reduce((_, last) -> last)
                        .map(line -> line.substring(CAUSE.length()))
                        .orElseGet(() -> trace.lines().findFirst().orElse(""));
    }

    /** The services that are not there. */
    private static String missing(Object description, Object configuration) throws ReflectiveOperationException {
        Map<Object, Object> types = new HashMap<>();
        for (Object declared : (Object[]) value(description, "references")) {
            types.put(value(declared, "name"), value(declared, "interfaceName"));
        }
        Set<String> missing = new TreeSet<>();
        for (Object reference : (Object[]) value(configuration, "unsatisfiedReferences")) {
            Object target = value(reference, "target");
            missing.add(types.get(value(reference, "name")) + (target == null ? "" : " " + target));
        }
        return String.join(", ", missing);
    }

    private static Object value(Object dto, String field) throws ReflectiveOperationException {
        return dto.getClass().getField(field).get(dto);
    }
}
