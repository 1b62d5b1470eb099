package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.log.LogTarget;

/** Opens log files that rotate when they reach their {@code maxbytes}. */
record RotatingSinks() implements LogSinkFactory {

    @Override
    public LogSink open(LogTarget target) throws IOException {
        return new RotatingSink(target);
    }
}
