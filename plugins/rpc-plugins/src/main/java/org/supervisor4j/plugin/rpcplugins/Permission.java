package org.supervisor4j.plugin.rpcplugins;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.supervisor4j.api.rpc.RpcCaller;

/**
 * Who may change plugins by request. Code that is installed runs with the daemon's rights, so by default only those may who have
 * these rights anyway.
 */
enum Permission {
    /** Nobody, and there are no methods. */
    OFF("nobody"),
    /** Everybody may look, nobody may change anything. */
    LIST("nobody"),
    /** The daemon's own user and root, through a unix socket. */
    OWN("the daemon's own user and root, through a unix socket"),
    /** All administrators: whoever may use a unix socket, or has logged in, unless he has a lesser role. */
    ALL("administrators, through a unix socket or with a password");

    static final Permission DEFAULT = OWN;

    private final String who;

    Permission(String who) {
        this.who = who;
    }

    /** Of its word in the configuration. */
    static Optional<Permission> of(String word) {
        return Arrays.stream(values()).filter(value -> value.word().equals(word.strip().toLowerCase(Locale.ROOT))).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(Permission::word).collect(Collectors.joining(", "));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those whom it lets, for people. */
    String who() {
        return who;
    }

    boolean allows(RpcCaller caller) {
        return switch (this) {
            case OFF, LIST -> false;
            case OWN -> caller instanceof RpcCaller.Local(_, boolean isTrusted) && isTrusted;
            case ALL -> switch (caller) {
                case RpcCaller.Local _ -> true;
                case RpcCaller.Remote remote -> remote.isAuthenticated();
                case RpcCaller.Unknown _ -> false;
            };
        };
    }
}
