package org.supervisor4j.api.rpc;

/** What the text of a parameter names. */
public enum Subject {

    /** Nothing that rights depend on. */
    NONE,

    /** A group. */
    GROUP,

    /** A process or a whole group: {@code name}, {@code group:name} or {@code group:*}. */
    PROCESS;

    /** The group that the text leads to; it need not exist. */
    public String group(String text) {
        int colon = this == PROCESS ? text.indexOf(':') : -1;
        return colon < 0 ? text : text.substring(0, colon);
    }
}
