package org.supervisor4j.plugin.logrotation;

import org.supervisor4j.api.log.RotationTrigger;

/** Due from a size on: {@code maxbytes}. */
record SizeLimit(long maxBytes) implements RotationTrigger {

    @Override
    public boolean isDue(long bytes) {
        return bytes >= maxBytes;
    }
}
