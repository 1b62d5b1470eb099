package org.supervisor4j.core.control;

/** The signals by which an operator ends or restarts the daemon. */
public enum DaemonSignal {
    TERM,
    INT,
    QUIT,
    HUP
}
