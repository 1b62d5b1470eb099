package org.supervisor4j.core.control;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.Supervisor.Reread;
import org.supervisor4j.config.ConfigurationException;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.SupervisorConfig;
import org.supervisor4j.config.plugin.PluginHangsException;
import org.supervisor4j.core.HostedPlugins;
import org.supervisor4j.core.process.ProcessGroup;
import org.supervisor4j.core.process.SupervisedProcess;

/** Changes which groups there are. Callable from any thread; the answers are completed on the loop or a worker. */
final class Reconfiguration {

    private static final Logger log = LoggerFactory.getLogger(Reconfiguration.class);

    private final Kernel kernel;
    private final ConfigurationSource source;
    private final Executor workers;
    private final Object reading = new Object(); // two readings at once could leave the older one behind as the last

    Reconfiguration(Kernel kernel, ConfigurationSource source, Executor workers) {
        this.kernel = kernel;
        this.source = source;
        this.workers = workers;
    }

    CompletableFuture<Reread> reread() {
        return CompletableFuture.supplyAsync(
                        () -> {
                            kernel.requireRunning();
                            synchronized (reading) {
                                SupervisorConfig config = read();
                                kernel.configured(config);
                                return config;
                            }
                        },
                        workers)
                .thenCompose(config -> kernel.loop()
                        .ask(this::active)
                        .thenApplyAsync(active -> compare(config, active), workers));
    }

    /** What is to be known of an active group to compare it. */
    private record Active(GroupConfig config, boolean isConfigured) {

        /** Asks the type of the group, which may be a plugin's: not on the loop. */
        boolean isUnchangedIn(GroupConfig reread, HostedPlugins plugins) {
            return isConfigured
                    && isSame(() -> config.isSameGroupAs(reread), () -> plugins.kind(config.kind(), config.type().orElseThrow()))
                    && isSame(() -> config.hasSameProcessesAs(reread), () -> plugins.outputs(config));
        }

        private boolean isSame(BooleanSupplier question, Supplier<String> plugin) {
            try {
                return question.getAsBoolean();
            } catch (RuntimeException | Error e) { // a plugin's own trouble
                log.error("It is not known whether the group '{}' has changed, so an update takes it up anew: the {} failed",
                        config.name(), plugin.get(), e);
                return false;
            }
        }
    }

    private Map<String, Active> active() {
        Map<String, Active> active = new LinkedHashMap<>();
        for (ProcessGroup group : kernel.groups().all()) {
            active.put(group.config().name(), new Active(group.config(), group.isConfigured()));
        }
        return active;
    }

    private SupervisorConfig read() {
        try {
            return source.read();
        } catch (ConfigurationException e) {
            throw refused("reread", e);
        }
    }

    /** What whoever has asked is told, in a line; all that is wrong is in the activity log then. */
    static ControlException refused(String what, ConfigurationException e) {
        log.error("{} refused, everything goes on as it is: the configuration cannot be used", what);
        e.render().lines().forEach(line -> log.error("{}", line));
        return new ControlException(Reason.CANT_REREAD, e.getMessage());
    }

    private Reread compare(SupervisorConfig config, Map<String, Active> active) {
        List<String> added = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (GroupConfig group : config.groups()) {
            named.add(group.name());
            if (!active.containsKey(group.name())) {
                added.add(group.name());
            } else if (!active.get(group.name()).isUnchangedIn(group, kernel.launcher().plugins())) {
                changed.add(group.name());
            }
        }
        List<String> removed = active.values().stream()
                .filter(Active::isConfigured)
                .map(group -> group.config().name())
                .filter(name -> !named.contains(name))
                .toList();
        return new Reread(added, changed, removed);
    }

    CompletableFuture<Void> add(String name) {
        return kernel.loop()
                .ask(() -> {
                    kernel.requireRunning();
                    return addable(name);
                })
                .thenApplyAsync(this::prepare, workers)
                .thenCompose(this::activate);
    }

    private CompletableFuture<Void> activate(PreparedGroup group) {
        String name = group.config().name();
        CompletableFuture<Boolean> added = kernel.loop().ask(() -> {
            kernel.requireRunning();
            if (group.read() != addable(name)) { // somebody may have been quicker
                return false;
            }
            kernel.activate(group);
            Kernel.autostart(kernel.groups().get(name));
            return true;
        });
        added.whenCompleteAsync(
                (done, refused) -> {
                    if (refused != null || !done) {
                        group.hooks().close();
                    }
                },
                workers);
        return added.thenCompose(done -> done ? CompletableFuture.completedFuture(null) : add(name));
    }

    private GroupConfig addable(String name) {
        GroupConfig config = kernel.configuration().stream()
                .flatMap(read -> read.groups().stream())
                .filter(group -> group.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ControlException(Reason.BAD_NAME, name));
        if (kernel.groups().find(name).isPresent()) {
            throw new ControlException(Reason.ALREADY_ADDED, name);
        }
        return config;
    }

    private PreparedGroup prepare(GroupConfig group) {
        try {
            return PreparedGroup.of(group, kernel.configuration().orElseThrow().daemon(), kernel.launcher().plugins());
        } catch (IOException e) {
            boolean saysAll = e.getCause() == null || e.getCause() instanceof PluginHangsException;
            log.error("The group '{}' is not added: {}", group.name(), e.getMessage(), saysAll ? null : e.getCause());
            throw new ControlException(Reason.FAILED, group.name() + ": " + e.getMessage());
        }
    }

    CompletableFuture<Void> remove(String name) {
        return kernel.loop().ask(() -> {
            kernel.requireRunning();
            ProcessGroup group = kernel.groups().get(name);
            if (!group.isStopped() || group.processes().stream().anyMatch(SupervisedProcess::hasChild)) {
                throw new ControlException(Reason.STILL_RUNNING, name);
            }
            kernel.deactivate(group);
            kernel.launcher().close(name, group.hooks());
            return null;
        });
    }
}
