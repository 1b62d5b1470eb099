package org.supervisor4j.api.log;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A place that is no file of ours to which output can go, beside the log file or without one: the system's log, a collector on the network.
 * Register one as an OSGi service with the property {@link #NAME}.
 *
 * <p>A channel selects it by {@code stdout_logsinks=NAME} (a list) or by {@code stdout_NAME=true}; the activity log by {@code logsinks=NAME}
 * in {@code [supervisord]}. One of the name {@code syslog} replaces the kernel's own and is selected wherever that is, also by
 * {@code logfile=syslog}.
 *
 * <p><b>Threading:</b> called one at a time, at start on the starting thread, later on a worker; never on the kernel loop.
 */
@ConsumerType
public interface LogSinkType {

    /** Service property: how the configuration calls it: lower-case letters, digits and hyphens; of several with one name the best counts. */
    String NAME = "supervisor4j.log.sink";

    /**
     * Reads and checks the options of one channel; opens nothing. Called at start and at each reread, for each channel that selects it.
     *
     * @param options those that begin with {@code stdout_NAME_}, {@code stderr_NAME_} or, for the activity log, {@code NAME_}
     * @return where the output is to go; any value if there are problems
     */
    LogOutlet read(LogOptions options);
}
