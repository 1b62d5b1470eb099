package org.supervisor4j.example.deployment;

import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.event.EventType;
import org.supervisor4j.api.rpc.RpcFault;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;
import org.supervisor4j.api.rpc.RpcParameter;

/** Publishes {@code deployment.finished}, by which a deployment tells the daemon's event listeners that it is through. */
@Component(immediate = true, property = RpcNamespace.PREFIX + "=deployment") // at once, or the kinds would not be known yet
public final class DeploymentNamespace implements RpcNamespace {

    static final int INCOMPLETE = 1_001; // a fault code of our own, away from supervisord's

    private final Supervisor supervisor;
    private final List<ServiceRegistration<EventType>> types;

    /** Makes the kinds of events known, so that an {@code [eventlistener:x]} may name them. */
    @Activate
    public DeploymentNamespace(BundleContext context, @Reference Supervisor supervisor) {
        this.supervisor = supervisor;
        this.types = List.of(
                context.registerService(EventType.class, DeploymentFinished.DEPLOYMENT, null),
                context.registerService(EventType.class, DeploymentFinished.FINISHED, null));
    }

    @RpcMethod(help = "Tells all event listeners that a deployment is through.", returns = "boolean", returnsHelp = "always true")
    public boolean finished(
            @RpcParameter(name = "application", help = "what was deployed") String application,
            @RpcParameter(name = "version", help = "which version of it") String version) {
        if (application.isBlank() || version.isBlank()) {
            throw new RpcFault(INCOMPLETE, "INCOMPLETE: finished needs an application and a version");
        }
        supervisor.publish(new DeploymentFinished(application, version));
        return true;
    }

    @Deactivate
    void close() {
        types.forEach(ServiceRegistration::unregister);
    }
}
