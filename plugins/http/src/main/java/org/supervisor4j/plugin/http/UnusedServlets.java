package org.supervisor4j.plugin.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;
import org.osgi.service.servlet.runtime.dto.DTOConstants;
import org.osgi.service.servlet.runtime.dto.FailedServletDTO;
import org.osgi.service.servlet.runtime.dto.RuntimeDTO;
import org.osgi.service.servlet.runtime.dto.ServletContextDTO;
import org.osgi.service.servlet.runtime.dto.ServletDTO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.plugin.PluginInfo;
import org.supervisor4j.api.plugin.PluginInfo.Contribution;
import org.supervisor4j.api.plugin.PluginState;
import org.supervisor4j.api.plugin.UnusedOffers;

/**
 * The servlets of plugins that answer nobody, as OSGi's Whiteboard tells: of two with one path that answers whose
 * service has the higher ranking, of equals the first.
 *
 * <p><b>Threading:</b> any.
 */
@Component(service = UnusedOffers.class, immediate = true)
public final class UnusedServlets implements UnusedOffers {

    private static final Logger LOG = LoggerFactory.getLogger(UnusedServlets.class);

    private final BundleContext context;
    private volatile List<Unused> unused = List.of();
    private Set<String> said = Set.of();

    /** For Declarative Services. */
    @Activate
    public UnusedServlets(BundleContext context) {
        this.context = context;
    }

    /** It cannot be asked before it is registered, and tells when there is something to ask: some two seconds after each change. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindWhiteboard(HttpServiceRuntime runtime) {
        LOG.debug("There is a Whiteboard");
    }

    synchronized void updatedWhiteboard(HttpServiceRuntime runtime) {
        look(runtime);
    }

    synchronized void unbindWhiteboard(HttpServiceRuntime runtime) {
        said = Set.of();
        unused = List.of();
    }

    /** As of the last change: the Whiteboard itself would have whoever asks wait while a servlet is initialized. */
    @Override
    public List<Unused> unused() {
        return unused;
    }

    private void look(HttpServiceRuntime runtime) {
        RuntimeDTO now;
        try {
            now = runtime.getRuntimeDTO();
        } catch (IllegalStateException e) {
            LOG.debug("The Whiteboard is just coming or going: {}", e.toString());
            return;
        }
        Map<Long, String> jars = jars();
        Map<String, String> owners = owners(now, jars);
        List<Unused> all = new ArrayList<>();
        Set<String> lines = new HashSet<>();
        for (FailedServletDTO servlet : now.failedServletDTOs) {
            for (String pattern : servlet.patterns) {
                Unused one = unused(servlet, pattern, owners);
                all.add(one);
                String line = "The servlet at '%s' of %s answers nobody: %s"
                        .formatted(pattern, jars.getOrDefault(servlet.serviceId, "a plugin"), one.reason());
                if (lines.add(line) && !said.contains(line)) {
                    LOG.warn(line);
                }
            }
        }
        said = lines;
        unused = List.copyOf(all);
    }

    private static Unused unused(FailedServletDTO servlet, String pattern, Map<String, String> owners) {
        Contribution contribution = new Contribution("servlet", pattern.isEmpty() ? "/" : pattern);
        return switch (servlet.failureReason) {
            case DTOConstants.FAILURE_REASON_SHADOWED_BY_OTHER_SERVICE -> new Unused(servlet.serviceId, contribution,
                    PluginState.WAITING, "the path is that of " + owners.getOrDefault(pattern, "another plugin")
                            + " (expected: one of the two is removed, or has another path)");
            case DTOConstants.FAILURE_REASON_NO_SERVLET_CONTEXT_MATCHING -> new Unused(servlet.serviceId, contribution,
                    PluginState.WAITING, "the servlet context that it selects is not there (expected: another plugin offers it)");
            case DTOConstants.FAILURE_REASON_EXCEPTION_ON_INIT -> failed(servlet, contribution,
                    "its init() has failed (expected: what it threw is in the activity log)");
            case DTOConstants.FAILURE_REASON_SERVICE_NOT_GETTABLE -> failed(servlet, contribution,
                    "it could not be made (expected: a service that can be got)");
            case DTOConstants.FAILURE_REASON_VALIDATION_FAILED -> failed(servlet, contribution,
                    "its properties are wrong (expected: a path such as /path, /path/*, *.extension or /)");
            default -> failed(servlet, contribution, "it is not taken, for reason " + servlet.failureReason
                    + " (expected: see DTOConstants of OSGi's Whiteboard)");
        };
    }

    private static Unused failed(FailedServletDTO servlet, Contribution contribution, String reason) {
        return new Unused(servlet.serviceId, contribution, PluginState.FAILED, reason);
    }

    /** Whose servlets answer, by pattern. */
    private static Map<String, String> owners(RuntimeDTO now, Map<Long, String> jars) {
        Map<String, String> owners = new HashMap<>();
        for (ServletContextDTO one : now.servletContextDTOs) {
            for (ServletDTO servlet : one.servletDTOs) {
                Arrays.stream(servlet.patterns)
                        .forEach(pattern -> owners.put(pattern, jars.getOrDefault(servlet.serviceId, servlet.name)));
            }
        }
        return owners;
    }

    /** The names of the jars that services come from, by their numbers. */
    private Map<Long, String> jars() {
        Map<Long, String> jars = new HashMap<>();
        for (Bundle bundle : context.getBundles()) {
            ServiceReference<?>[] services = registered(bundle);
            for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
                jars.put((Long) service.getProperty("service.id"), PluginInfo.fileNameOf(bundle.getLocation()));
            }
        }
        return jars;
    }

    private static ServiceReference<?>[] registered(Bundle bundle) {
        try {
            return bundle.getRegisteredServices();
        } catch (IllegalStateException e) {
            LOG.debug("{} has just been uninstalled: {}", bundle, e.toString());
            return null;
        }
    }
}
