package org.supervisor4j.example.locked;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.GroupType;

/**
 * What a section says: a record, so that an update finds that nothing has changed if nothing has.
 *
 * @param name of the group, for messages
 * @param locks those of all groups: one and the same as long as the plugin is not replaced
 */
record LockedGroup(Path lockFile, String name, Locks locks) implements GroupType {

    @Override
    public GroupHooks activate() throws IOException {
        Path folder = lockFile.getParent();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IOException("the folder of lock_file " + lockFile + " of '" + name
                    + "' is not there or cannot be written to (expected: a folder that all who share the lock can write to)");
        }
        return new LockHooks(folder.toRealPath().resolve(lockFile.getFileName()), locks);
    }
}
