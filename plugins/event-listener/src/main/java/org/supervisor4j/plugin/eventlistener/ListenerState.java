package org.supervisor4j.plugin.eventlistener;

/** What is expected of a listener; Supervisor's names, which its log lines have. */
enum ListenerState {
    /** Nothing is known of it yet, or it has answered: it is to say READY. */
    ACKNOWLEDGED,
    /** It waits for an event and must be silent. */
    READY,
    /** It has an event and is to say a result. */
    BUSY,
    /** It has said what it must not, and gets no more events until its process is started anew. */
    UNKNOWN
}
