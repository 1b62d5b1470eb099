package org.supervisor4j.config;

/** supervisord's levels of the activity log with their names in a line; the higher the number, the more important. */
public enum LogLevel {
    CRITICAL("CRIT", 50),
    ERROR("ERRO", 40),
    WARN("WARN", 30),
    INFO("INFO", 20),
    DEBUG("DEBG", 10),
    TRACE("TRAC", 5),
    BLATHER("BLAT", 3);

    private final String label;
    private final int number;

    LogLevel(String label, int number) {
        this.label = label;
        this.number = number;
    }

    /** The four letters in a log line. */
    public String label() {
        return label;
    }

    public int number() {
        return number;
    }
}
