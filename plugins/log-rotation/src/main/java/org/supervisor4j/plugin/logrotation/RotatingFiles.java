package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.supervisor4j.api.disk.DiskWork;
import org.supervisor4j.api.disk.DiskWorkers;
import org.supervisor4j.api.log.LogFileType;
import org.supervisor4j.api.log.LogOptions;
import org.supervisor4j.api.log.LogRotation;
import org.supervisor4j.api.log.LogSinkFactory;
import org.supervisor4j.api.log.RotationPolicyType;
import org.supervisor4j.api.log.RotationTriggerType;

/**
 * Log files that rotate: by size, by time, on request and by whatever other plugins know.
 *
 * <p>What is open when this plugin is stopped is written on and rotates by size; nothing happens by itself any more.
 */
@Component(service = {LogFileType.class, LogRotation.class})
public final class RotatingFiles implements LogFileType, LogRotation {

    /** Who follows a log finds what it was called last; that takes milliseconds, unless the machine is busy. */
    private static final Duration GRACE = Duration.ofSeconds(2);
    /** It is a matter of moments, also for many logs at midnight. */
    private static final int ROTATING = 2;
    /** Half of the machine at most: what is compressed is in no hurry. */
    private static final int COMPRESSING = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private final Map<String, RotationTriggerType> triggers = new ConcurrentHashMap<>();
    private final Map<String, RotationPolicyType> policies = new ConcurrentHashMap<>();
    private final WallTimer timer;
    private final DiskWorkers rotations;
    private final DiskWorkers workers;
    private final Services services;

    /** Begins without logs. */
    @Activate
    public RotatingFiles(@Reference DiskWork disks) {
        rotations = disks.open("log-rotating", ROTATING);
        workers = disks.open("log-upkeep", COMPRESSING);
        InstantSource clock = InstantSource.system();
        Places places = new Places();
        timer = new WallTimer(clock);
        Upkeep upkeep = new Upkeep(clock, timer, places, Background.of(workers), GRACE);
        services = new Services(clock, timer, Background.of(rotations), places, upkeep, new OpenLogs());
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addTrigger(RotationTriggerType trigger, Map<String, Object> properties) {
        triggers.put(name(properties, RotationTriggerType.NAME), trigger);
    }

    void removeTrigger(RotationTriggerType trigger, Map<String, Object> properties) {
        triggers.remove(name(properties, RotationTriggerType.NAME), trigger);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addPolicy(RotationPolicyType policy, Map<String, Object> properties) {
        policies.put(name(properties, RotationPolicyType.NAME), policy);
    }

    void removePolicy(RotationPolicyType policy, Map<String, Object> properties) {
        policies.remove(name(properties, RotationPolicyType.NAME), policy);
    }

    /** One without a name cannot be selected. */
    private static String name(Map<String, Object> properties, String key) {
        return properties.get(key) instanceof String name ? name : "";
    }

    @Override
    public LogSinkFactory read(LogOptions options) {
        RotationOptions reader = new RotationOptions(ZoneId.systemDefault(), triggers, policies);
        return new RotatingSinks(reader.read(options), services);
    }

    @Override
    public boolean rotate(Path file) throws IOException {
        return DiskWorkers.await(rotations.call(file, () -> services.openLogs().rotate(file)));
    }

    /** What is being compressed is left for the next time. */
    @Deactivate
    void close() {
        timer.close();
        rotations.close();
        workers.close();
    }
}
