package org.supervisor4j.plugin.xmlrpc;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.rpc.RpcNamespace;

/**
 * All methods that can be called now, by their full names.
 *
 * <p>Of two namespaces under one prefix the one that came first is published; the other waits for its withdrawal.
 *
 * <p><b>Threading:</b> any; readers see a complete state and never wait.
 */
final class MethodTable {

    private static final Logger LOG = LoggerFactory.getLogger(MethodTable.class);

    /** What one publication is known by: the same namespace may be published under several prefixes. */
    private record Key(RpcNamespace namespace, String prefix) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.namespace == namespace && key.prefix.equals(prefix);
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(namespace) + prefix.hashCode();
        }
    }

    private final Map<Key, Map<String, Operation>> publications = new LinkedHashMap<>();
    private volatile Map<String, Operation> byName = Map.of();

    /**
     * @throws IllegalArgumentException if the namespace breaks the contract of its annotations or wants the daemon's
     *     own prefix
     */
    void publish(String prefix, RpcNamespace namespace) {
        if (prefix.equals(SystemNamespace.PREFIX) && !(namespace instanceof SystemNamespace)) {
            throw new IllegalArgumentException("the prefix " + prefix + " is the daemon's own (expected: another)");
        }
        Map<String, Operation> operations = OperationScanner.scan(namespace);
        synchronized (publications) {
            publications.keySet().stream()
                    .filter(key -> key.prefix().equals(prefix))
                    .findFirst()
                    .ifPresent(first -> LOG.warn(
                            "RPC namespace '{}' of {} is not published as long as that of {} is "
                                    + "(expected: one of the two is removed, or has another prefix)",
                            prefix,
                            OperationScanner.origin(namespace),
                            OperationScanner.origin(first.namespace())));
            publications.put(new Key(namespace, prefix), operations);
            rebuild();
        }
    }

    void withdraw(String prefix, RpcNamespace namespace) {
        synchronized (publications) {
            publications.remove(new Key(namespace, prefix));
            rebuild();
        }
    }

    Optional<Operation> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The full names of all methods, sorted. */
    List<String> names() {
        return byName.keySet().stream().sorted().toList();
    }

    private void rebuild() {
        Map<String, Map<String, Operation>> byPrefix = new HashMap<>();
        publications.forEach((key, operations) -> byPrefix.putIfAbsent(key.prefix(), operations));
        Map<String, Operation> all = new HashMap<>();
        byPrefix.forEach((prefix, operations) ->
                operations.forEach((name, operation) -> all.put(prefix + "." + name, operation)));
        byName = Map.copyOf(all);
    }
}
