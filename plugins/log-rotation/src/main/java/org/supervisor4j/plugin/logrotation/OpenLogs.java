package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.supervisor4j.api.log.LogRotation;

/** The logs that are written, by their files. */
final class OpenLogs implements LogRotation {

    private final Map<Path, RotatingSink> logs = new ConcurrentHashMap<>();

    void add(Path place, RotatingSink log) {
        logs.put(place, log);
    }

    /** Its successor may be there already. */
    void remove(Path place, RotatingSink log) {
        logs.remove(place, log);
    }

    @Override
    public boolean rotate(Path file) throws IOException {
        RotatingSink log = logs.get(Places.of(file));
        return log != null && log.rotateNow();
    }
}
