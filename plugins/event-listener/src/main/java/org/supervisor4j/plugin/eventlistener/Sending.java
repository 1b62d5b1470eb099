package org.supervisor4j.plugin.eventlistener;

/** What has become of an event that was to be sent to a listener. */
enum Sending {
    DONE,
    /** There is no room for it now. */
    NOT_NOW,
    /** The listener does not read any more. */
    NEVER
}
