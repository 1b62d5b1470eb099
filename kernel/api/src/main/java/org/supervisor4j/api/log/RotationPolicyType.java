package org.supervisor4j.api.log;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Another way to put away a log file that is rotated. Register one as an OSGi service with the property {@link #NAME}; the plugin that rotates
 * asks it for the files that name it: {@code stdout_logfile_rotation=NAME}.
 *
 * <p><b>Threading:</b> as of {@link LogFileType}.
 */
@ConsumerType
public interface RotationPolicyType {

    /** Service property: how the configuration calls it. */
    String NAME = "supervisor4j.log.rotation.policy";

    /**
     * Reads and checks the options that the policy adds.
     *
     * @param options as for {@link LogFileType}: an option of its own is best called {@code NAME_…}
     * @return how the file is to be put away; any value if there are problems
     */
    RotationPolicy read(LogOptions options);
}
