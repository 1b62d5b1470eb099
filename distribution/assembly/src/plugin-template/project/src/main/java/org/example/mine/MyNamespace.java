package org.example.mine;

import org.osgi.service.component.annotations.Component;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;
import org.supervisor4j.api.rpc.RpcParameter;

/** Publishes {@code mine.greet} as long as this plugin is installed. */
@Component(property = RpcNamespace.PREFIX + "=mine")
public final class MyNamespace implements RpcNamespace {

    @RpcMethod(help = "Greets somebody.", returns = "string", returnsHelp = "the greeting")
    public String greet(@RpcParameter(name = "name", help = "whom to greet") String name) {
        return "Hello, " + name + "!";
    }
}
