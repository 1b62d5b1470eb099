package org.supervisor4j.plugin.xmlrpc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.plugin.UnusedOffers;
import org.supervisor4j.api.rpc.RpcNamespace;

/**
 * Follows the namespaces that plugins register, and publishes those that have a prefix of their own or were chosen by
 * an {@code [rpcinterface:x]} section.
 *
 * <p>A chosen namespace may come and go: a plugin that is replaced in the running daemon gets the options of its
 * sections again and is published again.
 *
 * <p><b>Errors:</b> a namespace that breaks its contract is logged and not published; the others are.
 * <p><b>Threading:</b> any. Namespaces are given their options without our lock: one that does not come back costs only itself.
 */
@Component(service = {RpcNamespaces.class, UnusedOffers.class}, immediate = true)
public final class RpcNamespaces implements UnusedOffers {

    private static final Logger LOG = LoggerFactory.getLogger(RpcNamespaces.class);

    /** A section's choice. */
    private record Choice(String prefix, String factory, Map<String, String> options) {}

    private record Offer(RpcNamespace namespace, Set<String> factories, Map<String, Object> properties) {}

    /** One that could not be published. */
    private record Failed(RpcNamespace namespace, String prefix, Unused why) {}

    private final MethodTable methods = new MethodTable();
    private final List<Offer> offers = new ArrayList<>();
    private final List<Choice> choices = new ArrayList<>();
    private final List<Failed> failed = new CopyOnWriteArrayList<>(); // asked for while we ask a plugin

    MethodTable methods() {
        return methods;
    }

    @Override
    public List<Unused> unused() {
        return Stream.concat(methods.unused().stream(), failed.stream().map(Failed::why)).toList();
    }

    private void withdraw(String prefix, RpcNamespace namespace) {
        methods.withdraw(prefix, namespace);
        failed.removeIf(one -> one.namespace() == namespace && one.prefix().equals(prefix));
    }

    private void fail(String prefix, RpcNamespace namespace, Origin origin, String reason) {
        failed.removeIf(one -> one.namespace() == namespace && one.prefix().equals(prefix));
        failed.add(new Failed(namespace, prefix, origin.failed("it cannot be published under '" + prefix + "': " + reason)));
    }

    /** Called by the component runtime for each registered namespace. */
    @Reference(
            name = "namespaces",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(RpcNamespace namespace, Map<String, Object> properties) {
        Offer offer = new Offer(namespace, Set.copyOf(texts(properties.get(RpcNamespace.FACTORY))), Map.copyOf(properties));
        List<Choice> chosen;
        synchronized (this) {
            for (String prefix : texts(properties.get(RpcNamespace.PREFIX))) {
                Origin origin = Origin.ofPrefix(prefix, properties);
                try {
                    methods.publish(prefix, namespace, origin);
                } catch (IllegalArgumentException e) {
                    fail(prefix, namespace, origin, e.getMessage());
                    LOG.error("RPC namespace '{}' of {} cannot be published: {}", prefix, OperationScanner.origin(namespace), e.getMessage());
                }
            }
            offers.add(offer);
            chosen = choices.stream().filter(choice -> offer == chosenFor(choice)).toList();
        }
        chosen.forEach(choice -> publishLate(choice, offer));
    }

    /** Called by the component runtime when a namespace is withdrawn. */
    void unbind(RpcNamespace namespace, Map<String, Object> properties) {
        Map<Choice, Offer> next = new LinkedHashMap<>();
        synchronized (this) {
            for (String prefix : texts(properties.get(RpcNamespace.PREFIX))) {
                withdraw(prefix, namespace);
            }
            List<Choice> orphans = choices.stream()
                    .filter(choice -> isOf(namespace, chosenFor(choice)))
                    .toList();
            offers.removeIf(offer -> isOf(namespace, offer));
            for (Choice orphan : orphans) {
                withdraw(orphan.prefix(), namespace);
                offered(orphan.factory()).ifPresent(offer -> next.put(orphan, offer));
            }
        }
        next.forEach(this::publishLate);
    }

    /** The names that a section can choose from now. */
    synchronized Set<String> factories() {
        Set<String> names = new TreeSet<>();
        offers.forEach(offer -> names.addAll(offer.factories()));
        return names;
    }

    /**
     * Publishes the namespace of that name under a section's prefix, now and whenever it comes. That it is there at the start has been
     * checked; later, when this plugin is replaced or the component runtime begins anew, it may come behind us.
     *
     * @throws IllegalArgumentException if it refuses the options or cannot be published; nothing is chosen then
     */
    void choose(String prefix, String factory, Map<String, String> options) {
        Choice choice = new Choice(prefix, factory, Map.copyOf(options));
        Offer asked = offerNow(factory).orElse(null);
        if (asked != null) {
            asked.namespace().configure(choice.options());
        }
        Offer now;
        synchronized (this) {
            now = chosenFor(choice);
            if (now == null) {
                LOG.warn("RPC interface '{}' waits for {}: {}", prefix, factory, unavailable());
            } else if (now == asked) {
                publish(choice, now);
            }
            choices.add(choice);
        }
        if (now != null && now != asked) {
            publishLate(choice, now);
        }
    }

    /** Why no namespace of a name can be chosen. */
    String unavailable() {
        return "no plugin of that name is installed (available: " + String.join(", ", factories()) + ")";
    }

    /** Takes back everything that sections chose. */
    synchronized void forgetChoices() {
        for (Choice choice : choices) {
            Offer offer = chosenFor(choice);
            if (offer != null) {
                withdraw(choice.prefix(), offer.namespace());
            }
        }
        choices.clear();
    }

    private void publish(Choice choice, Offer offer) {
        methods.publish(choice.prefix(), offer.namespace(), Origin.ofFactory(choice.factory(), offer.properties()));
        LOG.info("RPC interface '{}' initialized", choice.prefix());
    }

    /** After the start nobody is there to be told, so a plugin that fails costs only itself. */
    private void publishLate(Choice choice, Offer offer) {
        try {
            offer.namespace().configure(choice.options());
            synchronized (this) {
                if (isChosen(choice, offer)) {
                    publish(choice, offer);
                }
            }
        } catch (RuntimeException | Error e) {
            LOG.error("Could not make {} rpc interface of {}, it stays away: {}", choice.prefix(),
                    OperationScanner.origin(offer.namespace()), ConfigureFailure.text(e));
            synchronized (this) {
                if (isChosen(choice, offer)) {
                    fail(choice.prefix(), offer.namespace(), Origin.ofFactory(choice.factory(), offer.properties()), ConfigureFailure.reason(e));
                }
            }
        }
    }

    /** Whether all is still as it was when the namespace was given its options. */
    private boolean isChosen(Choice choice, Offer offer) {
        return choices.contains(choice) && chosenFor(choice) == offer;
    }

    /** Whose the namespace is that a section gets by that name; empty if there is none now. */
    Optional<String> originOf(String factory) {
        return offerNow(factory).map(offer -> OperationScanner.origin(offer.namespace()));
    }

    private Offer chosenFor(Choice choice) {
        return offered(choice.factory()).orElse(null);
    }

    private synchronized Optional<Offer> offerNow(String factory) {
        return offered(factory);
    }

    private Optional<Offer> offered(String factory) {
        return offers.stream().filter(offer -> offer.factories().contains(factory)).findFirst();
    }

    private static boolean isOf(RpcNamespace namespace, Offer offer) {
        return offer != null && offer.namespace() == namespace;
    }

    /** A service property that may be one text or several. */
    private static List<String> texts(Object property) {
        return switch (property) {
            case String text -> List.of(text);
            case String[] several -> List.of(several);
            case Collection<?> several -> several.stream().map(Object::toString).toList();
            case null, default -> List.of();
        };
    }
}
