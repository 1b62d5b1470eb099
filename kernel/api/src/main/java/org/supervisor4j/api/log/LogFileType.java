package org.supervisor4j.api.log;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * How log files are written; register one as an OSGi service to replace the kernel's own way, which appends and never rotates. Of several,
 * the one with the highest {@code service.ranking} is used.
 *
 * <p>The kernel reads the name of the file, {@code maxbytes} and {@code backups}; the type reads only what it adds.
 *
 * <p><b>Threading:</b> called one at a time, at start on the starting thread, later on a worker; never on the kernel loop.
 */
@ConsumerType
public interface LogFileType {

    /**
     * Reads and checks the options that the type adds; opens nothing. Called at start and at each reread, for each channel that has a file
     * and for the activity log.
     *
     * @param options those that begin with {@code stdout_logfile_}, {@code stderr_logfile_} or, for the activity log, {@code logfile_}
     * @return what opens the file; any value if there are problems
     */
    LogSinkFactory read(LogOptions options);
}
