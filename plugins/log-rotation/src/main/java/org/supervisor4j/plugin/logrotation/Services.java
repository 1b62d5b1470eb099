package org.supervisor4j.plugin.logrotation;

import java.time.Duration;
import java.time.InstantSource;

/** What all logs share. */
record Services(InstantSource clock, RotationTimer timer, Places places, Upkeep upkeep, OpenLogs openLogs) {

    /** Without threads: nothing happens by itself. */
    static Services idle() {
        Places places = new Places();
        InstantSource clock = InstantSource.system();
        RotationTimer timer = (_, _) -> () -> {};
        return new Services(clock, timer, places, new Upkeep(clock, timer, places, Runnable::run, Duration.ZERO), new OpenLogs());
    }
}
