package org.supervisor4j.api.rpc;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who has sent the request that a method of an {@link RpcNamespace} is answering, as far as the server knows that took it: for methods that
 * are not for everybody who may use the servers.
 *
 * <p>{@link #current} is to be asked on the thread that the method was called on, before it returns.
 */
public sealed interface RpcCaller {

    /**
     * A process of this machine, through a unix socket.
     *
     * @param user the name of its user, or the number if that has no name
     * @param isTrusted whether that is the daemon's own user or root, who can do with the daemon what they like anyway
     */
    record Local(String user, boolean isTrusted) implements RpcCaller {
        @Override
        public String toString() {
            return "user " + user;
        }
    }

    /**
     * Somebody through TCP, of this machine or another.
     *
     * @param user as whom he has logged in; empty if the server has asked for no password
     */
    record Remote(String address, Optional<String> user) implements RpcCaller {
        public Remote {
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(user, "user");
        }

        /** Whether the server has asked for a password. */
        public boolean isAuthenticated() {
            return user.isPresent();
        }

        @Override
        public String toString() {
            return user.map(name -> "user " + name + " from " + address).orElse(address + " without a password");
        }
    }

    /** Nobody has said who: a server that is not the daemon's own, or no request at all. */
    record Unknown() implements RpcCaller {
        @Override
        public String toString() {
            return "somebody unknown";
        }
    }

    /** The attribute of an HTTP request in which its server says it: a {@code Supplier<RpcCaller>}. */
    String ATTRIBUTE = "supervisor4j.rpc.caller";

    /** Bound by whoever calls methods of namespaces. */
    ScopedValue<Supplier<RpcCaller>> CURRENT = ScopedValue.newInstance();

    /** Of the request that is being answered on this thread. */
    static RpcCaller current() {
        return CURRENT.isBound() ? CURRENT.get().get() : new Unknown();
    }
}
