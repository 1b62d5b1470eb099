package org.supervisor4j.plugin.rpcplugins;

import org.supervisor4j.api.plugin.PluginException;
import org.supervisor4j.api.rpc.RpcFault;

/** Supervisord's fault table, as far as this namespace uses it. */
final class Faults {

    private Faults() {}

    static RpcFault shutdownState() {
        return new RpcFault(6, "SHUTDOWN_STATE");
    }

    static RpcFault badName(String name) {
        return new RpcFault(10, "BAD_NAME: " + name);
    }

    static RpcFault of(PluginException e) {
        return switch (e.reason()) {
            case NO_SUCH_PLUGIN -> badName(e.getMessage());
            case BAD_ARGUMENT -> new RpcFault(3, "BAD_ARGUMENTS: " + e.getMessage());
            case NO_FILE -> new RpcFault(20, "NO_FILE: " + e.getMessage());
            case REFUSED, FAILED -> failed(e.getMessage());
        };
    }

    static RpcFault failed(String detail) {
        return new RpcFault(30, "FAILED: " + detail);
    }
}
