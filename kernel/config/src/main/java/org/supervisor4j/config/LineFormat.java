package org.supervisor4j.config;

/** The form in which output is written to the logs. */
public enum LineFormat {

    /** As it comes, byte for byte. */
    RAW,

    /** Each line with time and process before it. */
    PREFIXED,

    /** Each line as a JSON object. */
    JSON
}
