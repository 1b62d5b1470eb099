package org.supervisor4j.api.access;

import org.osgi.annotation.versioning.ProviderType;

/**
 * What the sender of a request may do. A servlet finds it as the request's attribute {@link #ATTRIBUTE}; a method of an
 * RPC namespace is asked for it by its annotation, or takes it as a parameter of this type.
 *
 * <p>Rights contain each other: who administers a group operates it too, and who operates it sees it. Whether a group
 * of that name exists plays no part, so a refusal tells nothing about it.
 *
 * <p><b>Threading:</b> any; immutable, and valid for the request that it came with. What goes on after the request was
 * looked at, such as a stream, ends when {@link #whenRevoked} says so.
 */
@ProviderType
public interface Access {

    /** The request attribute. Where it is absent nobody has asked for a login, and everything is allowed. */
    String ATTRIBUTE = "org.supervisor4j.access";

    /**
     * Service property of a servlet, {@code true}: it obeys what the attribute says. Users with limited rights are kept
     * away from all others.
     */
    String OBEYED = "supervisor4j.access.obeyed";

    /**
     * A request attribute that a servlet sets: why it refuses a request that strangers can send as often as they like. The server tells
     * the activity log, with where the request came from, once a minute at most.
     */
    String REFUSED = "org.supervisor4j.access.refused";

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

    /**
     * Has something told when this holds no more: its user was removed or changed by a reread, or a server that asked
     * nobody asks now. Who still waits for more of an answer ends it then; the client comes again, with what it may do
     * from now on.
     *
     * @param told run at most once, on any thread, briefly and without blocking; before this returns if it holds no
     *     more already
     * @return takes that back; to be run when the answer has ended for another reason, or {@code told} would be kept
     *     for as long as the user is one. Running it twice, or after {@code told}, does nothing
     */
    default Runnable whenRevoked(Runnable told) {
        return () -> { };
    }
}
