package org.supervisor4j.example.hello;

import org.osgi.service.component.annotations.Component;
import org.supervisor4j.api.access.Right;
import org.supervisor4j.api.rpc.RpcFault;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;
import org.supervisor4j.api.rpc.RpcParameter;

/** Publishes {@code hello.greet} as long as this plugin is installed. */
@Component(property = RpcNamespace.PREFIX + "=hello")
public final class HelloNamespace implements RpcNamespace {

    static final int UNNAMED = 1_000; // a fault code of our own, away from supervisord's

    @RpcMethod(help = "Greets somebody.", returns = "string", returnsHelp = "the greeting", right = Right.VIEW)
    public String greet(@RpcParameter(name = "name", help = "whom to greet") String name) {
        if (name.isBlank()) {
            throw new RpcFault(UNNAMED, "UNNAMED: greet needs a name");
        }
        return "Hello, " + name + "!";
    }
}
