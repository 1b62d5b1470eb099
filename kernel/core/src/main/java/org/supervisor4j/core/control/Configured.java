package org.supervisor4j.core.control;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.supervisor4j.api.ProgramInfo;
import org.supervisor4j.config.GroupConfig;
import org.supervisor4j.config.OutputConfig;
import org.supervisor4j.config.OutputConfig.Destination;
import org.supervisor4j.config.ProcessConfig;

/** The groups of the configuration that was read last, as plugins see them. */
final class Configured {

    private Configured() {}

    /** Sorted by process name. */
    static List<ProgramInfo> describe(List<GroupConfig> groups, Predicate<String> isActive) {
        return groups.stream()
                .flatMap(group -> group.processes().stream()
                        .map(process -> describe(group, process, isActive.test(group.name()))))
                .sorted(Comparator.comparing(info -> info.id().name()))
                .toList();
    }

    private static ProgramInfo describe(GroupConfig group, ProcessConfig process, boolean inUse) {
        return new ProgramInfo(
                process.id(),
                group.priority(),
                process.priority(),
                inUse,
                process.autostart(),
                switch (process.autorestart()) {
                    case ALWAYS -> "true";
                    case NEVER -> "false";
                    case UNEXPECTED -> "unexpected";
                },
                process.command(),
                process.directory().map(Path::of),
                process.uid(),
                process.exitCodes(),
                process.startSeconds(),
                process.startRetries(),
                process.stopSignal(),
                process.stopWaitSeconds(),
                process.killAsGroup(),
                process.redirectStderr(),
                describe(process.stdout()),
                describe(process.stderr()),
                process.serverUrl(),
                process.stopAsGroup(),
                process.umask(),
                new TreeMap<>(process.environment()),
                process.origin().furtherOptions());
    }

    private static ProgramInfo.Output describe(OutputConfig output) {
        String file =
                switch (output.destination()) {
                    case Destination.None() -> "none";
                    case Destination.Auto() -> "auto";
                    case Destination.File(Path path, _) -> path.toString();
                };
        return new ProgramInfo.Output(
                file,
                output.maxBytes(),
                output.backups(),
                output.captureMaxBytes(),
                output.eventsEnabled(),
                output.syslog());
    }
}
