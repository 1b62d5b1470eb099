package org.supervisor4j.plugin.logrotation;

import java.nio.file.Path;

/** Does what a disk may hold up. */
@FunctionalInterface
interface DiskWork {

    /**
     * Has something done soon; returns at once.
     *
     * @param place the file that it is about
     */
    void execute(Path place, Runnable task);
}
