package org.supervisor4j.plugin.http;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Which paths users with limited rights may reach: those of servlets that say that they look at the rights. A console
 * that somebody dropped in knows nothing of them, and would be an administrator's for every viewer. Any thread.
 */
@Component(service = ReachablePaths.class)
public final class ReachablePaths implements Predicate<String> {

    private final ServiceTracker<Object, ServiceReference<Object>> claims;

    /** Gets no service: properties are enough. */
    @Activate
    public ReachablePaths(BundleContext context) throws InvalidSyntaxException {
        Filter filter = context.createFilter("(|(%s=*)(%s=*)(%s=*))"
                .formatted(PathClaim.SERVLET, PathClaim.RESOURCE, PathClaim.CONTEXT));
        claims = new ServiceTracker<>(context, filter, null) {
            @Override
            public ServiceReference<Object> addingService(ServiceReference<Object> reference) {
                return reference;
            }
        };
        claims.open(true);
    }

    /** @param path decoded, without parameters */
    @Override
    public boolean test(String path) {
        return isReachable(path, claims.getTracked().keySet().stream().map(PathClaim::of).toList());
    }

    /** Nobody's paths are not reachable: they may be somebody's in a way that cannot be seen here. */
    static boolean isReachable(String path, Collection<PathClaim> claims) {
        int best = claims.stream().mapToInt(claim -> claim.fit(path)).max().orElse(0);
        // A servlet for all that is left is no reason to let somebody everywhere.
        if (best <= 1 && !path.equals("/")) {
            return false;
        }
        List<PathClaim> serving = claims.stream().filter(claim -> best > 0 && claim.fit(path) == best).toList();
        return !serving.isEmpty() && serving.stream().allMatch(PathClaim::obeys);
    }

    @Deactivate
    void close() {
        claims.close();
    }
}
