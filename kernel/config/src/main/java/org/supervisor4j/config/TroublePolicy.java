package org.supervisor4j.config;

/** What becomes of output that a log does not take: its disk is full, its folder is gone, it does not answer. */
public enum TroublePolicy {

    /** It waits, and so does the program that writes it, when its pipe is full. Nothing is lost. */
    BLOCK,

    /** It is lost and counted. */
    DROP,

    /** It is kept in a file elsewhere, and written from there when the log takes it again; when that file is full it waits. */
    SPILL
}
