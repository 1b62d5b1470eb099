package org.supervisor4j.plugin.logrotation;

import java.nio.file.Path;
import org.supervisor4j.api.disk.DiskWorkers;

/** Does what a disk may hold up. */
@FunctionalInterface
interface Background {

    /** On threads that are the disk's. */
    static Background of(DiskWorkers workers) {
        return new Background() {
            @Override
            public void execute(Path place, Runnable task) {
                workers.execute(place, task);
            }

            @Override
            public boolean gotOn() {
                return workers.gotOn();
            }
        };
    }

    /**
     * Has something done soon; returns at once.
     *
     * @param place the file that it is about
     */
    void execute(Path place, Runnable task);

    /**
     * Said by what takes long, each time that it has got on.
     *
     * @return false if it is best left as it is
     */
    default boolean gotOn() {
        return true;
    }
}
