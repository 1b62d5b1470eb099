package org.supervisor4j.config;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kinds of sections that have a meaning without any plugin of somebody else's. A kind is what stands before the colon of a section's name,
 * or the whole name. For any thread.
 */
public final class SectionKinds {

    /** Read by the kernel and the client. */
    private static final Set<String> KERNELS = Set.of("supervisord", "include", "program", "group", "supervisorctl", "ctlplugin");

    /** Read by plugins of the installation, as supervisord does. */
    private static final Set<String> SERVERS = Set.of("unix_http_server", "inet_http_server", "rpcinterface");

    /** The same, but supervisord does not know them. */
    private static final Set<String> ADDED = Set.of("web_user");

    /** supervisord's kinds of programs that are plugins here, so that others may be in their place. */
    private static final Set<String> PROGRAMS = Set.of("eventlistener", "fcgi-program");

    /** Those that no plugin can have for its programs. */
    public static final Set<String> RESERVED =
            Stream.of(KERNELS, SERVERS, ADDED).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());

    private SectionKinds() {}

    /** The kind that was probably meant: one with the same letters; empty if a section is of a known kind, or of quite another. */
    public static Optional<String> meant(String section) {
        String kind = section.split(":", 2)[0];
        return RESERVED.contains(kind) || PROGRAMS.contains(kind) ? Optional.empty() : Stream.concat(RESERVED.stream(), PROGRAMS.stream())
                .filter(known -> letters(known).equals(letters(kind)))
                .findFirst();
    }

    private static String letters(String kind) {
        return kind.replaceAll("[-_ ]", "").toLowerCase(Locale.ROOT);
    }

    /** Whether supervisord reads such a section, so that it has texts for what may be wrong with it. */
    public static boolean isKnownToSupervisord(String section) {
        String kind = section.split(":", 2)[0];
        return KERNELS.contains(kind) || SERVERS.contains(kind) || PROGRAMS.contains(kind);
    }

    /** Whether supervisord reads exactly this section, and here only a plugin does. */
    public static boolean isForPlugins(String section) {
        return section.startsWith("rpcinterface:") || !section.equals("rpcinterface") && SERVERS.contains(section);
    }
}
