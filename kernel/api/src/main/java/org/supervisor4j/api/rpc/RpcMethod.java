package org.supervisor4j.api.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.supervisor4j.api.access.Right;

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

    /**
     * What its caller must be allowed to do. {@link Right#OPERATE} must be given for the group that a parameter names
     * ({@link RpcParameter#subject}), or the method takes an {@link org.supervisor4j.api.access.Access} and looks after
     * that itself; {@link Right#VIEW} without both is given to everybody who is let in at all; {@link Right#ADMINISTER}
     * without a group is that of the daemon.
     */
    Right right() default Right.ADMINISTER;
}
