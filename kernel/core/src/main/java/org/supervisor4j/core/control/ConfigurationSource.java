package org.supervisor4j.core.control;

import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.SupervisorConfig;

/** Reads the configuration anew, command line included. May block: not for the kernel loop. */
@FunctionalInterface
public interface ConfigurationSource {

    SupervisorConfig read() throws ConfigurationException;

    /** Fails if a restart could not read it; asked before anything is stopped for one. */
    default void checkForRestart() throws ConfigurationException {
        read();
    }
}
