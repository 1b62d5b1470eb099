package org.supervisor4j.api.service;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The service properties of a class that a plain jar names in a file {@code META-INF/services/<extension point>}: what the interface of the
 * extension point calls a service property, in the form of the annotation of an OSGi component.
 *
 * <pre>{@code
 * @ServiceProperties(RpcNamespace.PREFIX + "=dice")
 * public final class Dice implements RpcNamespace {
 * }</pre>
 *
 * <p><b>Making:</b> the class is made once, however many of the files name it, and is registered under all of their interfaces. It is
 * public and has a method {@code public static provider()} that returns what is to be registered, or a public constructor: the one
 * without parameters, or else the only one, whose parameters are services of the daemon such as
 * {@link org.supervisor4j.api.Supervisor}.
 *
 * <p><b>Lifecycle:</b> made and registered when its jar comes, at the start before the configuration is read; withdrawn when the jar
 * goes, is replaced, or the daemon ends. If what was registered is {@link AutoCloseable}, it is closed after that.
 *
 * <p><b>Errors:</b> what its making throws costs this class alone, and is logged with the name of the jar. One that has not come back
 * after ten seconds costs all that the jar offers.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface ServiceProperties {

    /**
     * {@code name=value} or {@code name:Type=value}, where the type is {@code String}, {@code Integer}, {@code Long}, {@code Double} or
     * {@code Boolean}. A name that comes several times has all of its values, in this order.
     */
    String[] value();
}
