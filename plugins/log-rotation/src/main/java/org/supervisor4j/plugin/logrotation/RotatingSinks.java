package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import org.supervisor4j.api.log.LogSink;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.log.LogTarget;

/** Opens log files that rotate. Two with the same rules are equal. */
record RotatingSinks(RotationRules rules, Services services) implements LogSinkFactory {

    /** By size alone. */
    RotatingSinks() {
        this(RotationRules.DEFAULT, Services.idle());
    }

    @Override
    public LogSink open(LogTarget target) throws IOException {
        return RotatingSink.open(target, Places.of(target.file()), rules, services);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RotatingSinks sinks && rules.equals(sinks.rules);
    }

    @Override
    public int hashCode() {
        return rules.hashCode();
    }
}
