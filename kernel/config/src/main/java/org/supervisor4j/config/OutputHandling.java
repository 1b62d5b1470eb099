package org.supervisor4j.config;

import java.util.Objects;

/** What is done with a channel's output on its way to the logs, beyond supervisord's options. */
public record OutputHandling(TroublePolicy trouble, LineFormat format) {

    /** What counts unless an option says otherwise. */
    public static final OutputHandling DEFAULT = new OutputHandling(TroublePolicy.BLOCK, LineFormat.RAW);

    public OutputHandling {
        Objects.requireNonNull(trouble, "trouble");
        Objects.requireNonNull(format, "format");
    }

    /** The same with another policy. */
    public OutputHandling with(TroublePolicy other) {
        return new OutputHandling(other, format);
    }
}
