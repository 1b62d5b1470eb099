package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.supervisor4j.api.plugin.PluginInfo.Contribution;
import org.supervisor4j.api.plugin.PluginState;
import org.supervisor4j.api.plugin.UnusedOffers.Unused;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;

/** Who has a prefix that several want, and what is said of the others. */
class UnusedNamespacesTest {

    private final RpcNamespaces namespaces = new RpcNamespaces();
    private final SampleNamespace sample = new SampleNamespace();

    @Test
    void aHigherRankingGoesBeforeTheFirst() {
        namespaces.bind(sample, Map.of(RpcNamespace.PREFIX, "hello", "service.id", 1L));
        namespaces.bind(second(), Map.of(RpcNamespace.PREFIX, "hello", "service.id", 2L, "service.ranking", 1));
        assertThat(namespaces.methods().names()).containsExactly("hello.second");
        assertThat(namespaces.unused()).extracting(Unused::serviceId).containsExactly(1L);
    }

    @Test
    void whatASectionHasChosenIsPublishedWhoeverElseWantsItsPrefix() {
        namespaces.bind(second(), Map.of(RpcNamespace.PREFIX, "supervisor", "service.id", 1L, "service.ranking", 1_000));
        namespaces.bind(sample, Map.of(RpcNamespace.FACTORY, "chosen", "service.id", 2L));
        namespaces.choose("supervisor", "chosen", Map.of());
        assertThat(namespaces.methods().names()).contains("supervisor.now").doesNotContain("supervisor.second");
        assertThat(namespaces.unused()).extracting(Unused::serviceId).containsExactly(1L);
    }

    @Test
    void whatIsNotPublishedIsToldOf() {
        RpcNamespace second = second();
        namespaces.bind(sample, Map.of(RpcNamespace.PREFIX, "hello", "service.id", 1L));
        namespaces.bind(second, Map.of(RpcNamespace.PREFIX, List.of("hello", "system"), "service.id", 2L));
        assertThat(namespaces.unused()).containsExactly(
                new Unused(2, new Contribution("rpc", "hello"), PluginState.WAITING, "it is not published under 'hello' as long as that of "
                        + SampleNamespace.class.getName() + " is (expected: one of the two is removed, or has another prefix)"),
                new Unused(2, new Contribution("rpc", "system"), PluginState.FAILED,
                        "it cannot be published under 'system': the prefix system is the daemon's own (expected: another)"));

        namespaces.unbind(sample, Map.of(RpcNamespace.PREFIX, "hello"));
        assertThat(namespaces.unused()).extracting(Unused::state).containsExactly(PluginState.FAILED);
        namespaces.unbind(second, Map.of(RpcNamespace.PREFIX, List.of("hello", "system")));
        assertThat(namespaces.unused()).isEmpty();
    }

    private RpcNamespace second() {
        return new RpcNamespace() {
            @RpcMethod(help = "Only here.", returns = "int")
            public int second() {
                return 2;
            }
        };
    }
}
