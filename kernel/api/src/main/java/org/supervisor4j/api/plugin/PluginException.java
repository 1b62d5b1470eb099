package org.supervisor4j.api.plugin;

import java.util.Objects;

/** A request that was not done; nothing has changed. The message says on what, why and what would be right. */
public final class PluginException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is. */
    public enum Reason {
        /** There is no plugin of that name. */
        NO_SUCH_PLUGIN,
        /** A name or checksum is none. */
        BAD_ARGUMENT,
        /** The file to install is not there or cannot be read. */
        NO_FILE,
        /** The jar is not what it should be, or is not to be trusted. */
        REFUSED,
        /** The folder of plugins cannot be changed. */
        FAILED
    }

    private final Reason reason;

    public PluginException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }
}
