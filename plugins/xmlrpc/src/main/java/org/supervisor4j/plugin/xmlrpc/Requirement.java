package org.supervisor4j.plugin.xmlrpc;

import java.util.List;
import java.util.Locale;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.access.Right;
import org.supervisor4j.api.rpc.RpcFault;
import org.supervisor4j.api.rpc.Subject;

/** What the caller of a method must be allowed to do. */
sealed interface Requirement {

    /**
     * Lets the call go on.
     *
     * @param method its full name
     * @param arguments converted, without what the caller may do
     * @throws RpcFault FORBIDDEN if the caller may not make it
     */
    void demand(String method, List<?> arguments, Access access);

    /** Nothing here: everybody may, or the method looks at its caller's rights itself. */
    record None() implements Requirement {
        @Override
        public void demand(String method, List<?> arguments, Access access) {}
    }

    /** To administer the daemon. */
    record Daemon() implements Requirement {
        @Override
        public void demand(String method, List<?> arguments, Access access) {
            if (!access.mayAdminister()) {
                throw RpcFault.forbidden(method + " is for administrators of the daemon");
            }
        }
    }

    /**
     * A right on the group that an argument leads to.
     *
     * @param argument its place among those that callers give
     */
    record OnGroup(Right right, int argument, Subject subject) implements Requirement {
        @Override
        public void demand(String method, List<?> arguments, Access access) {
            String name = (String) arguments.get(argument);
            if (!right.isGiven(access, subject.group(name))) {
                throw RpcFault.forbidden(name + " (needed: to " + right.name().toLowerCase(Locale.ROOT) + ")");
            }
        }
    }
}
