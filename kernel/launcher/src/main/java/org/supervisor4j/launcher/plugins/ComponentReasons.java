package org.supervisor4j.launcher.plugins;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why components of a bundle are not there: what the component runtime knows about them.
 *
 * <p>The runtime is a bundle like others, which brings the classes of its answers with it; so they are read by the names of their fields, which
 * the specification of Declarative Services fixes. Without a runtime there are no components.
 */
final class ComponentReasons {

    private static final Logger log = LoggerFactory.getLogger(ComponentReasons.class);
    private static final String RUNTIME = "org.osgi.service.component.runtime.ServiceComponentRuntime";
    private static final String CAUSE = "Caused by: ";
    private static final int UNSATISFIED_REFERENCE = 2; // states of the specification
    private static final int FAILED_ACTIVATION = 16;

    /**
     * What keeps a component away.
     *
     * @param isFailure whether it is its own code; else it waits for something
     */
    record Reason(boolean isFailure, String text) {}

    private final BundleContext context;

    ComponentReasons(BundleContext context) {
        this.context = context;
    }

    List<Reason> of(Bundle bundle) {
        ServiceReference<?> reference = context.getServiceReference(RUNTIME);
        Object runtime = reference == null ? null : context.getService(reference);
        if (runtime == null) {
            return List.of();
        }
        try {
            List<Reason> reasons = new ArrayList<>();
            Object asked = runtime.getClass()
                    .getMethod("getComponentDescriptionDTOs", Bundle[].class)
                    .invoke(runtime, (Object) new Bundle[] {bundle});
            for (Object description : (Collection<?>) asked) {
                Class<?> type = description.getClass();
                Object found = runtime.getClass().getMethod("getComponentConfigurationDTOs", type).invoke(runtime, description);
                for (Object configuration : (Collection<?>) found) {
                    add(configuration, String.valueOf(field(description, "name")), reasons);
                }
            }
            return reasons;
        } catch (ReflectiveOperationException | RuntimeException e) {
            log.debug("What keeps components of {} away cannot be found out", bundle, e);
            return List.of();
        } finally {
            context.ungetService(reference);
        }
    }

    private static void add(Object configuration, String name, List<Reason> reasons) throws ReflectiveOperationException {
        int state = (int) field(configuration, "state");
        if (field(configuration, "failure") instanceof String failure && !failure.isEmpty()) {
            reasons.add(new Reason(true, name + " could not be made: " + cause(failure)));
        } else if (state == FAILED_ACTIVATION) {
            reasons.add(new Reason(true, name + " could not be made"));
        } else if (state == UNSATISFIED_REFERENCE) {
            Object missing = field(configuration, "unsatisfiedReferences");
            List<String> names = new ArrayList<>();
            for (int i = 0; i < Array.getLength(missing); i++) {
                names.add(String.valueOf(field(Array.get(missing, i), "name")));
            }
            reasons.add(new Reason(false, name + " waits for " + String.join(", ", names)));
        }
    }

    /** Of a stack with its causes, the innermost: what the plugin's own code has thrown. */
    private static String cause(String stack) {
        String inner = stack.lines()
                .filter(line -> line.startsWith(CAUSE))
                .map(line -> line.substring(CAUSE.length()))
                .reduce((_, last) -> last)
                .orElseGet(() -> stack.lines().findFirst().orElse(stack));
        return inner.strip();
    }

    private static Object field(Object object, String name) throws ReflectiveOperationException {
        return object.getClass().getField(name).get(object);
    }
}
