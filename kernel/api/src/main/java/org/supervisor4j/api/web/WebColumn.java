package org.supervisor4j.api.web;

import org.osgi.annotation.versioning.ConsumerType;
import org.supervisor4j.api.ProcessInfo;

/**
 * A column in the web page's list of processes; register one as an OSGi service. Columns stand in the order of their service ranking,
 * behind those of the page itself.
 *
 * <p><b>Threading:</b> {@link #title} is called once, when the column comes; then {@link #value}, for one process at a time, when it has
 * changed, and for all of them every few seconds while somebody looks. No two calls overlap, and nobody waits for one: what takes its time
 * costs nothing but the column's own cells, which show what was said last.
 *
 * <p><b>Errors:</b> an exception of {@link #value} is logged once for each registration, and the cell is empty. Without a title there is
 * no column; the log says why.
 *
 * <p><b>Lifecycle:</b> the column is there as soon as it has said its title, until its registration ends, on open pages too.
 */
@ConsumerType
public interface WebColumn {

    /** What stands above it, as plain text. The page shows its first 100 characters. */
    String title();

    /** What stands in the row of a process, as plain text; empty for nothing. The page shows its first 200 characters. */
    String value(ProcessInfo process);
}
