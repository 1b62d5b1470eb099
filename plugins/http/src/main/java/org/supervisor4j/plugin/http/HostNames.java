package org.supervisor4j.plugin.http;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** By which names browsers reach a server that cannot know them itself, for one behind a proxy. */
record HostNames(Set<WebHost> names) {

    static final HostNames NONE = new HostNames(Set.of());

    HostNames {
        names = Set.copyOf(names);
    }

    /**
     * Reads names with commas between them, each with its port unless that is the usual one.
     *
     * @throws IllegalArgumentException if one is none
     */
    static HostNames parse(String text) {
        return new HostNames(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(name -> WebHost.parse(name)
                        .orElseThrow(() -> new IllegalArgumentException("no name of a host: " + name)))
                .collect(Collectors.toSet()));
    }

    /** Whether it is one of them, over HTTP or HTTPS. */
    boolean contain(WebHost host) {
        return names.stream().anyMatch(one -> one.isSame(host, WebHost.HTTP) || one.isSame(host, WebHost.HTTPS));
    }
}
