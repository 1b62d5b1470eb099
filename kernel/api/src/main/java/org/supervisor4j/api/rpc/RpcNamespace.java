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
 * <p><b>Threading:</b> called from several threads at a time, never on the kernel loop; of one namespace 32 calls at a time, the others wait
 * for their turn. Ten seconds: of a call that has not come back the activity log says where it is, and it is interrupted when the namespace is
 * withdrawn; one that has waited so long for its turn is a fault. What takes longer answers with a future, which costs no thread.
 */
@ConsumerType
public interface RpcNamespace {

    /** Service property: the prefix under which the methods are always published. */
    String PREFIX = "supervisor4j.rpc.prefix";

    /** Service property: the name by which an {@code [rpcinterface:x]} section chooses this namespace; text or texts. */
    String FACTORY = "supervisor4j.rpc.factory";

    /**
     * Service property, a {@code Boolean}: the methods never wait for anything, be it a lock or a disk, but answer at once, or with a future.
     * They are called on the thread that has read the request, which saves a change of threads; one that waits all the same keeps a
     * connection as long as it does.
     */
    String PROMPT = "supervisor4j.rpc.prompt";

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
