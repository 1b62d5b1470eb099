package org.supervisor4j.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.supervisor4j.core.control.ActivityLog;

/** The activity log before it is open: the kernel exists first, since plugins need it to become active. */
final class DeferredActivityLog implements ActivityLog {

    private volatile Optional<ActivityLog> open = Optional.empty();

    void use(ActivityLog log) {
        open = Optional.of(log);
    }

    @Override
    public Optional<Path> file() {
        return open.flatMap(ActivityLog::file);
    }

    @Override
    public void reopen() throws IOException {
        if (open.isPresent()) {
            open.get().reopen();
        }
    }

    @Override
    public void clear() throws IOException {
        if (open.isPresent()) {
            open.get().clear();
        }
    }
}
