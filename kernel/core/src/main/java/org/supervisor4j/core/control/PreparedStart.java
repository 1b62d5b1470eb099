package org.supervisor4j.core.control;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.supervisor4j.core.process.ChildEnvironment;

/** All groups with everything that they need, ready to become active; one of its methods is to be called, once, from any thread. */
public final class PreparedStart {

    private final Kernel kernel;
    private final List<PreparedGroup> groups;

    PreparedStart(Kernel kernel, List<PreparedGroup> groups) {
        this.kernel = kernel;
        this.groups = List.copyOf(groups);
    }

    /**
     * Makes the groups active and starts what is to be started by itself; nothing of that if the end was requested before.
     *
     * @return completes on the loop when that is done
     */
    public CompletableFuture<Void> begin(ChildEnvironment environment) {
        kernel.launcher().use(environment);
        return kernel.loop().ask(() -> {
            kernel.begin(groups);
            return null;
        });
    }

    /** Closes what the groups have opened. Not for the loop. */
    public void abandon() {
        groups.forEach(group -> group.hooks().close());
    }
}
