package org.supervisor4j.plugin.logtail;

import java.util.Optional;
import org.supervisor4j.api.ProcessId;

/** Which log of which process a path names. */
record LogName(ProcessId process, Channel channel) {

    enum Channel { STDOUT, STDERR }

    /**
     * Reads {@code /<name>} or {@code /<group>:<name>}, followed by nothing or a channel.
     *
     * @param path decoded; null counts as empty
     * @return empty for anything else, whole groups included
     */
    static Optional<LogName> parse(String path) {
        String[] segments = path == null ? new String[0] : path.split("/", -1);
        if (segments.length < 2 || segments.length > 3 || !segments[0].isEmpty()) {
            return Optional.empty();
        }
        return channel(segments).map(channel -> new LogName(process(segments[1]), channel));
    }

    private static Optional<Channel> channel(String[] segments) {
        return switch (segments.length == 3 ? segments[2] : "stdout") {
            case "stdout" -> Optional.of(Channel.STDOUT);
            case "stderr" -> Optional.of(Channel.STDERR);
            default -> Optional.empty();
        };
    }

    /** A group without a name behind its colon is no process's name, and so not found. */
    private static ProcessId process(String namespec) {
        int colon = namespec.indexOf(':');
        return colon < 0
                ? new ProcessId(namespec, namespec)
                : new ProcessId(namespec.substring(0, colon), namespec.substring(colon + 1));
    }
}
