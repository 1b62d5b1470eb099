package org.supervisor4j.core.disk;

import org.supervisor4j.api.disk.DiskWork;
import org.supervisor4j.api.disk.DiskWorkers;

/** Gives everybody threads of the system. Any thread. */
public final class ThreadedDiskWork implements DiskWork {

    @Override
    public DiskWorkers open(String name, int most) {
        return new ThreadedDiskWorkers(
                most,
                Thread.ofPlatform()
                        .daemon()
                        .name(name + "-", 1)
                        .inheritInheritableThreadLocals(false) // a plugin's class loader among them
                        .factory());
    }
}
