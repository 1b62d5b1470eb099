/**
 * The command line program supervisorctl.
 *
 * <p>{@link org.supervisor4j.cli.Supervisorctl} is its main class, {@code action} has the actions, and {@code rpc}
 * talks to the daemon. It runs for a few milliseconds only, so what it does before its first request is kept small: no
 * logging, no libraries but the reader of configuration files.
 */
package org.supervisor4j.cli;
