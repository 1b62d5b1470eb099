package org.supervisor4j.api.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Publishes a method of an {@link RpcNamespace}; {@code system.methodHelp} and {@code methodSignature} are made from it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RpcMethod {

    /** What the method does, for its caller. */
    String help();

    /** The XML-RPC type of the result: string, int, boolean, double, base64, array or struct. */
    String returns();

    /** What the result means. */
    String returnsHelp() default "";

    /** Further names under which the method is published. */
    String[] aliases() default {};
}
