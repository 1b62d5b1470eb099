package org.supervisor4j.api.plugin;

/** What has become of a jar in the folder of plugins. */
public enum PluginState {
    /** What it brings is there. */
    ACTIVE,
    /** It lacks something that another plugin may bring, or another has brought the same; it goes on by itself when that comes or goes. */
    WAITING,
    /** Its own code has failed, wholly or in part, or something of it cannot be used; what else it brings is there. */
    FAILED,
    /** Nothing of it is taken. */
    REFUSED
}
