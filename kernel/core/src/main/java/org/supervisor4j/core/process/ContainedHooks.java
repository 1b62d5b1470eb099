package org.supervisor4j.core.process;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.program.ChildDialogue;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.GroupType;
import org.supervisor4j.api.program.ListeningSocket;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.plugin.PluginFailure;
import org.supervisor4j.config.plugin.PluginHangsException;
import org.supervisor4j.core.HostedPlugins;
import org.supervisor4j.core.output.LogPump;

/**
 * The hooks that a plugin has made for a group. Its defects fail what needs an answer, with its name; the others are logged with that and
 * cost nothing else. One that does not come back is waited for within a bound: other programs wait for their start meanwhile.
 *
 * <p><b>Threading:</b> as for {@link GroupHooks}.
 */
public final class ContainedHooks implements GroupHooks {

    /** What the plugin has thrown, be it a class that it lacks, is the cause. */
    static final class Defect extends RuntimeException {
        private static final long serialVersionUID = 1;

        Defect(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(ContainedHooks.class);

    private final String group;
    private final String plugin;
    private final GroupHooks hooks;
    private final HostedPlugins plugins;
    private final Queue<Runnable> owed = new ConcurrentLinkedQueue<>(); // what could not be told while the plugin was at something else
    private final Map<ProcessId, Dialogue> talks = new ConcurrentHashMap<>(); // the last of each process

    private ContainedHooks(String group, String plugin, GroupHooks hooks, HostedPlugins plugins) {
        this.group = group;
        this.plugin = plugin;
        this.hooks = hooks;
        this.plugins = plugins;
    }

    /**
     * Has a plugin make a group ready.
     *
     * @param group with a type
     * @throws IOException if the plugin cannot, or fails; a defect is the cause
     */
    public static GroupHooks activate(GroupConfig group, HostedPlugins plugins) throws IOException {
        GroupType type = group.type().orElseThrow();
        String plugin = plugins.kind(group.kind(), type);
        try {
            GroupHooks hooks = PluginFailure.answered(plugins.call(plugin, type, type::activate, GroupHooks::close), "activate");
            return new ContainedHooks(group.name(), plugin, hooks, plugins);
        } catch (RuntimeException | Error e) {
            throw new IOException(unexpected(plugin, e), e);
        }
    }

    /** What people call the plugin of these hooks. */
    static String plugin(GroupHooks hooks) {
        return hooks instanceof ContainedHooks contained ? contained.plugin : "plugin " + hooks.getClass().getName();
    }

    private static String unexpected(String plugin, Throwable failure) {
        return "unexpected error in the " + plugin + ": " + PluginFailure.text(failure);
    }

    /** @throws Defect if the plugin fails */
    @Override
    public Optional<ListeningSocket> acquire(ProcessId process) throws IOException {
        try {
            return PluginFailure.answered(plugins.call(plugin, hooks, () -> {
                makeUp();
                return hooks.acquire(process);
            }, _ -> {
                owed.add(() -> contain("'" + process + "'", () -> hooks.release(process))); // the start has failed meanwhile
                makeUp();
            }), "acquire");
        } catch (RuntimeException | Error e) {
            throw new Defect(unexpected(plugin, e), e);
        }
    }

    /** @throws Defect if the plugin fails */
    @Override
    public Optional<ChildDialogue> dialogue(ProcessId process) {
        try {
            return PluginFailure.answered(plugins.ask(plugin, hooks, () -> hooks.dialogue(process), _ -> makeUp()), "dialogue");
        } catch (RuntimeException | Error e) {
            throw new Defect(unexpected(plugin, e), e);
        }
    }

    /**
     * Has a plugin begin a talk with the next child of a process, if it wants one.
     *
     * @throws Defect if the plugin fails, or has not come back from the talk before: each that hangs keeps a thread
     */
    static Optional<Dialogue> talk(GroupHooks hooks, ProcessId process, LogPump pump) {
        if (hooks instanceof ContainedHooks contained) {
            Dialogue before = contained.talks.get(process);
            if (before != null && before.isSlow()) {
                throw new Defect("the " + contained.plugin + " has not come back from its talk to the child before", null);
            }
            Optional<Dialogue> talk = hooks.dialogue(process).map(begun -> new Dialogue(process, contained.plugin, begun, pump));
            talk.ifPresent(begun -> contained.talks.put(process, begun));
            return talk;
        }
        return hooks.dialogue(process).map(begun -> new Dialogue(process, plugin(hooks), begun, pump));
    }

    /** If the plugin has not come back from something else, it is told when it has. */
    private void tell(Runnable news) {
        owed.add(news);
        plugins.ask(plugin, hooks, () -> {
            makeUp();
            return true;
        }, _ -> makeUp());
    }

    private void contain(String what, Runnable news) {
        try {
            news.run();
        } catch (RuntimeException | Error e) {
            log.error("The {} failed after the end of {}", plugin, what, e);
        }
    }

    private void makeUp() {
        for (Runnable next = owed.poll(); next != null; next = owed.poll()) {
            next.run();
        }
    }

    @Override
    public void release(ProcessId process) {
        try {
            tell(() -> contain("'" + process + "'", () -> hooks.release(process)));
        } catch (PluginHangsException e) {
            log.error("The {} cannot be told of the end of '{}' now: {}", plugin, process, e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            tell(() -> contain("the group '" + group + "'", hooks::close));
        } catch (PluginHangsException e) {
            log.error("The {} cannot be told of the end of the group '{}' now: {}", plugin, group, e.getMessage());
        }
    }
}
