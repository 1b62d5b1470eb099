package org.supervisor4j.plugin.eventlistener;

/** What a result handler thinks of an answer. */
enum Verdict {
    /** The event is done with. */
    PROCESSED,
    /** The event is to be offered again. */
    REJECTED,
    /** The handler itself has failed. */
    FAILED
}
