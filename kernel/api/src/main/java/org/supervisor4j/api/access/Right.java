package org.supervisor4j.api.access;

/** What is needed to do something, from little to much; each contains those before it. */
public enum Right {

    /** To look at processes and their logs. */
    VIEW,

    /** To start, stop and signal processes, and to empty their logs. */
    OPERATE,

    /** To change which groups there are and what the daemon does. */
    ADMINISTER;

    /** Whether it is given for that group. */
    public boolean isGiven(Access access, String group) {
        return switch (this) {
            case VIEW -> access.mayView(group);
            case OPERATE -> access.mayOperate(group);
            case ADMINISTER -> access.mayAdminister(group);
        };
    }
}
