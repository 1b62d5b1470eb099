package org.supervisor4j.plugin.xmlrpc;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.plugin.UnusedOffers.Unused;
import org.supervisor4j.api.rpc.RpcNamespace;

/**
 * All methods that can be called now, by their full names.
 *
 * <p>Of several namespaces under one prefix that is published which a section has chosen, else that of the highest ranking, of equals
 * the one that came first; the others wait for its withdrawal.
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

    private record Publication(Key key, Map<String, Operation> operations, Optional<MethodThreads> threads, Origin origin) {}

    private final Map<Key, Publication> publications = new LinkedHashMap<>();
    private volatile Map<String, Operation> byName = Map.of();
    private volatile Map<String, Unused> unused = Map.of(); // with what was logged

    /**
     * @throws IllegalArgumentException if the namespace breaks the contract of its annotations or wants the daemon's
     *     own prefix
     */
    void publish(String prefix, RpcNamespace namespace, Origin origin) {
        if (prefix.equals(SystemNamespace.PREFIX) && !(namespace instanceof SystemNamespace)) {
            throw new IllegalArgumentException("the prefix " + prefix + " is the daemon's own (expected: another)");
        }
        Map<String, Operation> operations = OperationScanner.scan(namespace);
        Optional<MethodThreads> threads = origin.isPrompt()
                ? Optional.empty()
                : Optional.of(new MethodThreads(OperationScanner.origin(namespace)));
        threads.ifPresent(those -> operations.replaceAll((_, operation) -> operation.on(those)));
        synchronized (publications) {
            Key key = new Key(namespace, prefix);
            publications.put(key, new Publication(key, operations, threads, origin));
            rebuild();
        }
    }

    /** As one that is not asked for by anybody else. */
    void publish(String prefix, RpcNamespace namespace) {
        publish(prefix, namespace, Origin.OWN);
    }

    void withdraw(String prefix, RpcNamespace namespace) {
        synchronized (publications) {
            Publication gone = publications.remove(new Key(namespace, prefix));
            rebuild();
            if (gone != null) {
                gone.threads().ifPresent(MethodThreads::withdrawn);
            }
        }
    }

    Optional<Operation> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The full names of all methods, sorted. */
    List<String> names() {
        return byName.keySet().stream().sorted().toList();
    }

    /** Those that wait for the withdrawal of another. */
    Collection<Unused> unused() {
        return unused.values();
    }

    private void rebuild() {
        Map<String, Publication> counting = new HashMap<>();
        publications.values().forEach(one -> counting.merge(
                one.key().prefix(), one, (former, later) -> later.origin().isBefore(former.origin()) ? later : former));
        Map<String, Operation> all = new HashMap<>();
        counting.forEach((prefix, one) -> one.operations().forEach((name, operation) -> all.put(prefix + "." + name, operation)));
        byName = Map.copyOf(all);
        Map<String, Unused> waiting = new LinkedHashMap<>();
        for (Publication one : publications.values()) {
            Publication other = counting.get(one.key().prefix());
            if (other != one) {
                say(one, other, waiting);
            }
        }
        unused = Collections.unmodifiableMap(waiting);
    }

    /** Once, as long as it is so. */
    private void say(Publication one, Publication other, Map<String, Unused> waiting) {
        String winner = OperationScanner.origin(other.key().namespace());
        String remedy = "(expected: one of the two is removed, or has another prefix)";
        String line = "RPC namespace '%s' of %s is not published as long as that of %s is %s"
                .formatted(one.key().prefix(), OperationScanner.origin(one.key().namespace()), winner, remedy);
        if (!unused.containsKey(line)) {
            LOG.warn(line);
        }
        waiting.put(line, one.origin().waiting("it is not published under '" + one.key().prefix() + "' as long as that of " + winner + " is "
                + remedy));
    }
}
