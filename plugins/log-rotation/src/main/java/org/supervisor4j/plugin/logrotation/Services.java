package org.supervisor4j.plugin.logrotation;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What all logs share.
 *
 * @param rotations for those that come by time
 */
record Services(
        InstantSource clock, RotationTimer timer, Background rotations, Places places, Upkeep upkeep, OpenLogs openLogs) {

    /** Without threads: nothing happens by itself. */
    static Services idle() {
        Places places = new Places();
        InstantSource clock = InstantSource.system();
        RotationTimer timer = (_, _) -> () -> {};
        Background work = (_, task) -> task.run();
        Upkeep upkeep = new Upkeep(clock, timer, places, work, Duration.ZERO);
        return new Services(clock, timer, work, places, upkeep, new OpenLogs());
    }
}
