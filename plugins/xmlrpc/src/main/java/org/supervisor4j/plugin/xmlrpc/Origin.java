package org.supervisor4j.plugin.xmlrpc;

import java.util.Map;
import org.supervisor4j.api.plugin.PluginInfo.Contribution;
import org.supervisor4j.api.plugin.PluginState;
import org.supervisor4j.api.plugin.UnusedOffers.Unused;
import org.supervisor4j.api.rpc.RpcNamespace;

/**
 * Where a namespace comes from that is to be published under a prefix.
 *
 * @param isChosen by a section of the configuration: it counts, whoever else wants the prefix
 * @param ranking among the others; the highest counts, of equals the first
 * @param isPrompt whether its methods never wait
 */
record Origin(long serviceId, Contribution contribution, boolean isChosen, int ranking, boolean isPrompt) {

    /** Of what belongs to this plugin. */
    static final Origin OWN = new Origin(0, new Contribution("rpc", SystemNamespace.PREFIX), true, 0, true);

    private static final String SERVICE_ID = "service.id";
    private static final String RANKING = "service.ranking";

    static Origin ofPrefix(String prefix, Map<String, Object> properties) {
        return new Origin(id(properties), new Contribution("rpc", prefix), false, properties.get(RANKING) instanceof Integer rank ? rank : 0,
                isPrompt(properties));
    }

    static Origin ofFactory(String factory, Map<String, Object> properties) {
        return new Origin(id(properties), new Contribution("rpc interface", factory), true, 0, isPrompt(properties));
    }

    private static boolean isPrompt(Map<String, Object> properties) {
        return Boolean.TRUE.equals(properties.get(RpcNamespace.PROMPT));
    }

    private static long id(Map<String, Object> properties) {
        return properties.get(SERVICE_ID) instanceof Long id ? id : 0;
    }

    boolean isBefore(Origin other) {
        return isChosen != other.isChosen ? isChosen : !isChosen && ranking > other.ranking;
    }

    /** Nothing that others do can change it. */
    Unused failed(String reason) {
        return new Unused(serviceId, contribution, PluginState.FAILED, reason);
    }

    /** It has its turn when another goes. */
    Unused waiting(String reason) {
        return new Unused(serviceId, contribution, PluginState.WAITING, reason);
    }
}
