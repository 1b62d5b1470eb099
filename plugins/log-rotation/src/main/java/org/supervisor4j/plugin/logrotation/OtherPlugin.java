package org.supervisor4j.plugin.logrotation;

import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.FrameworkUtil;
import org.supervisor4j.api.log.LogOptions;
import org.supervisor4j.api.plugin.PluginInfo;

/** Asks other plugins for what the options of a log file name, so that what they fail at is told as theirs. For any thread. */
final class OtherPlugin {

    private OtherPlugin() {}

    /**
     * What the plugin reads; if it throws anything or answers null, that is a problem of the option that names it.
     *
     * @param option its short name
     * @return empty if there is a problem
     */
    static <T> Optional<T> ask(LogOptions options, String option, Object plugin, Supplier<T> read) {
        String trouble;
        try {
            T answer = read.get();
            if (answer != null) {
                return Optional.of(answer);
            }
            trouble = "its method read has answered null";
        } catch (RuntimeException | Error e) { // its own, whatever it is
            trouble = text(e);
        }
        options.problem(
                option,
                "plugin %s could not check the options %s…: %s".formatted(name(plugin), options.prefix(), trouble),
                "a plugin that can, or another value here");
        return Optional.empty();
    }

    private static String name(Object plugin) {
        return plugin.getClass().getName().replaceFirst("\\$\\$Lambda.*", "")
                + jar(plugin).map(jar -> " of " + jar).orElse("");
    }

    /** The name of its file. */
    private static Optional<String> jar(Object plugin) {
        return Optional.ofNullable(FrameworkUtil.getBundle(plugin.getClass()))
                .map(bundle -> PluginInfo.fileNameOf(bundle.getLocation()));
    }

    /** Exceptions are the plugin's code, too. */
    private static String text(Throwable failure) {
        try {
            return failure.toString();
        } catch (RuntimeException | Error e) {
            return failure.getClass().getName() + ": it cannot be told: asked for it, it throws " + e.getClass().getName();
        }
    }
}
