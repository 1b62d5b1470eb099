package org.supervisor4j.plugin.xmlrpc;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.access.Right;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;
import org.supervisor4j.api.rpc.RpcParameter;

/** The {@code system.*} methods: what can be called, and several calls in one. Available at all times. */
final class SystemNamespace implements RpcNamespace {

    static final String PREFIX = "system";

    private final MethodTable methods;
    private final Dispatcher dispatcher;
    private final Executor executor;

    SystemNamespace(MethodTable methods, Dispatcher dispatcher, Executor executor) {
        this.methods = methods;
        this.dispatcher = dispatcher;
        this.executor = executor;
    }

    @RpcMethod(
            help = "Lists what can be called.",
            returns = "array",
            returnsHelp = "the full names, sorted",
            right = Right.VIEW)
    public List<String> listMethods() {
        return methods.names();
    }

    @RpcMethod(
            help = "Describes a method.",
            returns = "string",
            returnsHelp = "the documentation text",
            right = Right.VIEW)
    public String methodHelp(@RpcParameter(name = "name", help = "the full name of the method") String name) {
        return methods.find(name).orElseThrow(Faults::signatureUnsupported).description();
    }

    @RpcMethod(
            help = "Tells the types of a method's result and parameters.",
            returns = "array",
            returnsHelp = "the type names in one flat list, the result's first",
            right = Right.VIEW)
    public List<?> methodSignature(@RpcParameter(name = "name", help = "the full name of the method") String name) {
        return methods.find(name).orElseThrow(Faults::signatureUnsupported).signature();
    }

    @RpcMethod(
            help = "Makes several calls, one after the other.",
            returns = "array",
            returnsHelp = "for each call its bare result, or a struct of faultCode and faultString",
            right = Right.VIEW)
    public CompletableFuture<List<Object>> multicall(
            @RpcParameter(name = "calls", help = "structs of methodName (string) and params (array)") List<?> calls,
            Access access) {
        return new Multicall(calls, dispatcher, access, executor, Dispatcher.SHARE.get()).run();
    }
}
