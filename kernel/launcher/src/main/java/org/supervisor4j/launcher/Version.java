package org.supervisor4j.launcher;

/** The version that the daemon gives as its own. */
final class Version {

    /** That of the Supervisor whose outside behaviour we have, since clients look at it. */
    static final String TEXT = "4.4.0.dev0";

    private Version() {}
}
