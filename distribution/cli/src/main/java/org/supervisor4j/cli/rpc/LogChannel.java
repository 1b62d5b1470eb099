package org.supervisor4j.cli.rpc;

/** Which of a process's two outputs. */
public enum LogChannel {

    /** Its standard output. */
    STDOUT("stdout"),
    /** Its standard error. */
    STDERR("stderr");

    private final String word;

    LogChannel(String word) {
        this.word = word;
    }

    /** How it is written in commands and paths. */
    public String word() {
        return word;
    }
}
