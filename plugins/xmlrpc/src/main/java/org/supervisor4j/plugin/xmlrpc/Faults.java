package org.supervisor4j.plugin.xmlrpc;

import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.rpc.RpcFault;

/** The faults of supervisord's table that do not belong to one namespace. */
final class Faults {

    private Faults() {}

    static RpcFault unknownMethod() {
        return new RpcFault(1, "UNKNOWN_METHOD");
    }

    /** Wrong number or wrong types of parameters; supervisord answers some of the latter with status 500. */
    static RpcFault incorrectParameters() {
        return new RpcFault(2, "INCORRECT_PARAMETERS");
    }

    static RpcFault incorrectParameters(String detail) {
        return new RpcFault(2, "INCORRECT_PARAMETERS: " + detail);
    }

    static RpcFault signatureUnsupported() {
        return new RpcFault(4, "SIGNATURE_UNSUPPORTED");
    }

    /** Of a call among others; one of its own is answered with status 503. */
    static RpcFault exhausted() {
        return failed("too many large answers at a time, try again");
    }

    /** What the kernel has refused, by supervisord's numbers and names. */
    static RpcFault of(ControlException refused) {
        String name = refused.reason().name();
        return new RpcFault(
                refused.reason().code(), refused.getMessage().isEmpty() ? name : name + ": " + refused.getMessage());
    }

    static RpcFault failed(String detail) {
        return new RpcFault(30, "FAILED: " + detail);
    }
}
