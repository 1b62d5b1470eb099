package org.supervisor4j.config.plugin;

/** A plugin was asked, but does not come back; the message says for how long, where it hangs and what would be right. */
public final class PluginHangsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PluginHangsException(String message) {
        super(message);
    }

    /** The message alone: it stands where other failures of plugins are shown with their class. */
    @Override
    public String toString() {
        return getMessage();
    }
}
