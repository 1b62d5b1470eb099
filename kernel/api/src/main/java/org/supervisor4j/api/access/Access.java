package org.supervisor4j.api.access;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What the sender of a request may do. A servlet finds it as the request's attribute {@link #ATTRIBUTE}; a method of an
 * RPC namespace is asked for it by its annotation, or takes it as a parameter of this type.
 *
 * <p>Rights contain each other: who administers a group operates it too, and who operates it sees it. Whether a group of
 * that name exists plays no part, so a refusal tells nothing about it.
 *
 * <p><b>Threading:</b> any; immutable, and valid for the request that it came with.
 */
@ProviderType
public interface Access {

    /** The request attribute. Where it is absent nobody has asked for a login, and everything is allowed. */
    String ATTRIBUTE = "org.supervisor4j.access";

    /**
     * Service property of a servlet, {@code true}: it obeys what the attribute says. Users with limited rights are kept away
     * from all others.
     */
    String OBEYED = "supervisor4j.access.obeyed";

    /** Everything is allowed. */
    Access EVERYTHING = new Access() {
        @Override
        public boolean mayView(String group) {
            return true;
        }

        @Override
        public boolean mayOperate(String group) {
            return true;
        }

        @Override
        public boolean mayAdminister() {
            return true;
        }

        @Override
        public String toString() {
            return "everything";
        }
    };

    /** What a request may do whose attribute {@link #ATTRIBUTE} has that value; null where it is absent. */
    static Access of(Object attribute) {
        return switch (attribute) {
            case null -> EVERYTHING;
            case Access access -> access;
            default -> throw new IllegalArgumentException(
                    ATTRIBUTE + ": " + attribute.getClass().getName() + " (expected: " + Access.class.getName() + ")");
        };
    }

    /** Whether the processes of a group, their configuration and their logs may be seen. */
    boolean mayView(String group);

    /** Whether the processes of a group may be started, stopped and signalled, and their logs emptied. */
    boolean mayOperate(String group);

    /** Whether everything is allowed that concerns the daemon itself, and all groups. */
    boolean mayAdminister();

    /** Whether a group may be activated and deactivated, and its processes be written to. */
    default boolean mayAdminister(String group) {
        return mayAdminister();
    }
}
