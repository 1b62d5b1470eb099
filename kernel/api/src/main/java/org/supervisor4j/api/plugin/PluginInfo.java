package org.supervisor4j.api.plugin;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A plugin as it was at a moment.
 *
 * @param fileName its jar, or unpacked folder, in the folder of plugins; of all plugins each has another
 * @param symbolicName what it calls itself; empty if it has no such name, or nothing is taken of it
 * @param version as OSGi has it; empty if nothing is taken of it, or if neither its manifest nor its name tells
 * @param contributions what it brings now, sorted
 * @param reasons why it is not active, or no more of it; why the jar of now is not taken if that of before goes on
 */
public record PluginInfo(
        String fileName,
        String symbolicName,
        String version,
        PluginState state,
        List<Contribution> contributions,
        List<String> reasons) {

    public PluginInfo {
        Objects.requireNonNull(fileName, "fileName");
        Objects.requireNonNull(symbolicName, "symbolicName");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(state, "state");
        contributions = List.copyOf(contributions);
        reasons = List.copyOf(reasons);
    }

    /**
     * The {@link #fileName} of the plugin whose bundle has this location, as OSGi tells it: what people know it by. Of a bundle that did not
     * come from the folder of plugins it is the last part of the location. Any thread.
     */
    public static String fileNameOf(String location) {
        String path = location.replaceFirst("#\\d+$", "").replaceFirst("/$", ""); // the number is the daemon's
        String name = path.substring(path.lastIndexOf('/') + 1);
        try {
            return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8); // the daemon's are addresses of files
        } catch (IllegalArgumentException _) {
            return name; // somebody else has installed it from something of his own
        }
    }

    /**
     * Something that a plugin brings.
     *
     * @param kind the extension point in a word or two: {@code rpc}, {@code event listener}, {@code section kind}; of a service that is none of
     *     the daemon's extension points {@code service}
     * @param name which one, for people: a prefix of methods, a path, a type of events
     */
    public record Contribution(String kind, String name) implements Comparable<Contribution> {
        public Contribution {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(name, "name");
        }

        @Override
        public int compareTo(Contribution other) {
            int byKind = kind.compareTo(other.kind);
            return byKind != 0 ? byKind : name.compareTo(other.name);
        }
    }
}
