package org.supervisor4j.core.control;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.config.ConfigurationException;

/**
 * A restart stops everything, so it is not begun with a configuration that would keep the daemon from coming back. (supervisord
 * finds that out when everything is stopped, and ends.)
 */
final class CheckedRestart {

    private static final Logger log = LoggerFactory.getLogger(CheckedRestart.class);

    private final Kernel kernel;
    private final ConfigurationSource source;
    private final Executor workers;

    CheckedRestart(Kernel kernel, ConfigurationSource source, Executor workers) {
        this.kernel = kernel;
        this.source = source;
        this.workers = workers;
    }

    /**
     * Reads the configuration on a worker and then begins to end. From any thread.
     *
     * @return completes on the loop; with CANT_REREAD if the configuration is wrong, which is in the activity log then, with
     *     SHUTDOWN_STATE if the daemon does not run any more, or not yet
     */
    CompletableFuture<Void> begin() {
        return CompletableFuture.runAsync(
                        () -> {
                            kernel.requireRunning();
                            check();
                        },
                        workers)
                .thenCompose(_ -> kernel.loop().ask(() -> {
                    kernel.requireRunning(); // an end that was requested meanwhile stays one
                    kernel.end(DaemonState.RESTARTING);
                    return null;
                }));
    }

    private void check() {
        try {
            source.checkForRestart();
        } catch (ConfigurationException e) {
            throw Reconfiguration.refused("restart", e);
        } catch (RuntimeException e) {
            log.error("restart refused, everything goes on as it is: the configuration could not be read", e);
            throw e;
        }
    }
}
