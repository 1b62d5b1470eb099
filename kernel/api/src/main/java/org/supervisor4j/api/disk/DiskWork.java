package org.supervisor4j.api.disk;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Has work with files done by others, so that a disk that does not answer holds up nobody who has no business there. An OSGi service of the
 * kernel.
 *
 * <p>Whoever calls a file's methods himself waits for its disk, for as long as that likes; on a virtual thread he keeps one of the few threads
 * of the system that answer all requests. {@link DiskWorkers} keep a few threads of their own.
 *
 * <p><b>Threading:</b> any.
 */
@ProviderType
public interface DiskWork {

    /**
     * Workers of the caller's own, who know nothing of those of others. They cost nothing while there is nothing to do.
     *
     * @param name what their threads are called, before a number
     * @param most how many files they work at at a time, beside those that hang; at least 1
     * @return to be closed by the caller, a plugin's when that is stopped
     */
    DiskWorkers open(String name, int most);
}
