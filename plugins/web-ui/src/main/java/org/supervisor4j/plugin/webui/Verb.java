package org.supervisor4j.plugin.webui;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be done to processes. */
enum Verb {
    START("started"),
    STOP("stopped"),
    RESTART("restarted"),
    SIGNAL("signalled"),
    CLEAR("log cleared");

    private final String done;

    Verb(String done) {
        this.done = done;
    }

    /** What has become of a process when it has succeeded. */
    String done() {
        return done;
    }

    static Optional<Verb> of(String text) {
        return Arrays.stream(values()).filter(verb -> verb.name().toLowerCase(Locale.ROOT).equals(text)).findFirst();
    }
}
