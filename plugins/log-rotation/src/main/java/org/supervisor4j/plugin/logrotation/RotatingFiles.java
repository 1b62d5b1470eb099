package org.supervisor4j.plugin.logrotation;

import org.osgi.service.component.annotations.Component;
import org.supervisor4j.api.log.LogFileType;
import org.supervisor4j.api.log.LogOptions;
import org.supervisor4j.api.log.LogSinkFactory;

/** Log files that rotate. */
@Component
public final class RotatingFiles implements LogFileType {

    @Override
    public LogSinkFactory read(LogOptions options) {
        return new RotatingSinks();
    }
}
