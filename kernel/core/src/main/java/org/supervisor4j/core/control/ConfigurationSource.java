package org.supervisor4j.core.control;

import java.util.List;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.ProcessConfig;
import org.supervisor4j.config.ProgramRequest;
import org.supervisor4j.config.SupervisorConfig;

/** Reads the configuration anew, command line included. May block: not for the kernel loop. */
@FunctionalInterface
public interface ConfigurationSource {

    SupervisorConfig read() throws ConfigurationException;

    /**
     * Reads a program that stands in no file, as a part of the configuration that was read last.
     *
     * @return its processes, sorted by priority, then name
     */
    default List<ProcessConfig> readProgram(SupervisorConfig configuration, ProgramRequest request)
            throws ConfigurationException {
        throw new ConfigurationException("programs can only be added to a configuration that was read from a file");
    }

    /** Fails if a restart could not read it; asked before anything is stopped for one. */
    default void checkForRestart() throws ConfigurationException {
        read();
    }
}
