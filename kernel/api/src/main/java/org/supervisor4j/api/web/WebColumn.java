package org.supervisor4j.api.web;

import org.osgi.annotation.versioning.ConsumerType;
import org.supervisor4j.api.ProcessInfo;

/**
 * A column in the web page's list of processes; register one as an OSGi service. Columns stand in the order of their service ranking,
 * behind those of the page itself.
 *
 * <p><b>Threading:</b> called from several threads, for every process at a time, while somebody looks: when a process changes and every
 * few seconds. So {@link #value} answers from memory; it must not block.
 *
 * <p><b>Errors:</b> an exception is logged once for each registration, and its cells are empty.
 *
 * <p><b>Lifecycle:</b> the column is there from the registration until its end, on open pages too.
 */
@ConsumerType
public interface WebColumn {

    /** What stands above it; always the same. */
    String title();

    /** What stands in the row of a process, as plain text; empty for nothing. The page shows its first 200 characters. */
    String value(ProcessInfo process);
}
