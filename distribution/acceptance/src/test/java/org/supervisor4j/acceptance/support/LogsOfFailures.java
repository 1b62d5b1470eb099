package org.supervisor4j.acceptance.support;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Adds to a failed test what the daemons that its thread started have logged. */
public final class LogsOfFailures implements TestExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        for (SupervisorDaemon daemon : SupervisorDaemon.startedHere()) {
            failure.addSuppressed(new DaemonOutput(daemon));
        }
        throw failure;
    }

    /** No failure of its own: a place for text in a failure's report. */
    private static final class DaemonOutput extends Exception {
        private static final long serialVersionUID = 1L;

        DaemonOutput(SupervisorDaemon daemon) {
            super(daemon + "\n" + daemon.lastOutput(), null, false, false);
        }
    }
}
