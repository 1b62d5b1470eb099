package org.supervisor4j.api.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a parameter of an {@link RpcMethod}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface RpcParameter {

    /** The name that callers see. */
    String name();

    /** What it means. */
    String help() default "";

    /** The value where the caller gives none, as text; only for the last parameters. Absent: the parameter is required. */
    String[] defaultValue() default {};

    /** What it names, if the caller's rights depend on that; for texts only, and for one parameter of a method. */
    Subject subject() default Subject.NONE;
}
