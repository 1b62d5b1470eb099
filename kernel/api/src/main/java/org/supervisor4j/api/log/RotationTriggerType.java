package org.supervisor4j.api.log;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Another reason to rotate a log file. Register one as an OSGi service with the property {@link #NAME}; the plugin that rotates asks it for
 * the files that name it: {@code stdout_logfile_rotate_when=NAME} (a list).
 *
 * <p><b>Threading:</b> as of {@link LogFileType}.
 */
@ConsumerType
public interface RotationTriggerType {

    /** Service property: how the configuration calls it. */
    String NAME = "supervisor4j.log.rotation.trigger";

    /**
     * Reads and checks the options that the trigger adds.
     *
     * @param options as for {@link LogFileType}: an option of its own is best called {@code NAME_…}
     * @return when the file is to be rotated; any value if there are problems
     */
    RotationTrigger read(LogOptions options);
}
