package org.supervisor4j.api.rpc;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Publishes its public methods that carry {@link RpcMethod} to remote callers; register one as an OSGi service.
 *
 * <p><b>Name:</b> with the service property {@link #PREFIX} the methods are published as {@code prefix.method} from
 * registration until withdrawal. With the property {@link #FACTORY} instead, they are published only where a section
 * {@code [rpcinterface:x]} names that text as its {@code supervisor.rpcinterface_factory}, under {@code x}. A service
 * may have both.
 *
 * <p><b>Types:</b> parameters may be {@code String}, {@code int}, {@code boolean}, {@code double}, {@code byte[]},
 * {@code List<?>}, {@code Map<String, ?>} and {@code Object}; results the same, or a {@code CompletableFuture} of one of
 * them, in which case the caller waits and no thread does. Null is not a result, but may be sent for an {@code Object}, where base64 is text.
 *
 * <p><b>Rights:</b> {@link RpcMethod#right} says what a caller must be allowed to do; it is looked at before the method is
 * called, also inside of {@code system.multicall}. A parameter of type {@link org.supervisor4j.api.access.Access} is none
 * to callers: in it the method gets what its caller may do.
 *
 * <p><b>Errors:</b> {@link RpcFault} becomes a fault, thrown or as the failure of a future; so does the {@code ControlException} with which a
 * request to the {@code Supervisor} fails, by supervisord's number and name of its reason: whatever it answers may be returned as it is, but
 * for a {@code CompletableFuture<Void>}, which needs a value. Any other exception is logged and becomes a fault {@code FAILED}.
 *
 * <p><b>Threading:</b> called from several threads at a time, never on the kernel loop.
 */
@ConsumerType
public interface RpcNamespace {

    /** Service property: the prefix under which the methods are always published. */
    String PREFIX = "supervisor4j.rpc.prefix";

    /** Service property: the name by which an {@code [rpcinterface:x]} section chooses this namespace; text or texts. */
    String FACTORY = "supervisor4j.rpc.factory";

    /**
     * Takes the other options of the {@code [rpcinterface:x]} section that chose this namespace; called at start, before
     * the first method.
     *
     * <p>Ten seconds: who does not come back, or throws anything, ends a start; one that came later is not published then.
     *
     * @throws IllegalArgumentException if they are not acceptable; the message says which, why and what is expected
     */
    default void configure(Map<String, String> options) {
        if (!options.isEmpty()) {
            throw new IllegalArgumentException("unexpected options " + options.keySet() + " (expected: none)");
        }
    }
}
