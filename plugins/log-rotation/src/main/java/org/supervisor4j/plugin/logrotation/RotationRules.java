package org.supervisor4j.plugin.logrotation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.supervisor4j.api.log.LogTarget;
import org.supervisor4j.api.log.RotationPolicy;
import org.supervisor4j.api.log.RotationTrigger;

/**
 * What the configuration says of a log file beyond its size: when it is rotated, how, and what becomes of the backups.
 *
 * @param triggers beside the size
 * @param maxAge since a backup was written to for the last time
 * @param maxTotalBytes of all backups together
 */
record RotationRules(
        List<RotationTrigger> triggers,
        RotationPolicy policy,
        Compression compression,
        Optional<Duration> maxAge,
        Optional<Long> maxTotalBytes) {

    /** By size alone, with numbered backups: as supervisord. */
    static final RotationRules DEFAULT =
            new RotationRules(List.of(), new NumberedBackups(), Compression.NONE, Optional.empty(), Optional.empty());

    RotationRules {
        triggers = List.copyOf(triggers);
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(compression, "compression");
    }

    List<RotationTrigger> triggers(LogTarget target) {
        List<RotationTrigger> all = new ArrayList<>(triggers);
        if (target.maxBytes() > 0) {
            all.add(new SizeLimit(target.maxBytes()));
        }
        return all;
    }

    /** Whether there may be something to do with the backups after a rotation; numbers beyond the last do not come into being. */
    boolean haveUpkeep() {
        return !(policy instanceof NumberedBackups)
                || compression != Compression.NONE
                || maxAge.isPresent()
                || maxTotalBytes.isPresent();
    }
}
