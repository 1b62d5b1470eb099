package org.supervisor4j.cli.rpc;

import java.util.ArrayList;
import java.util.List;

/**
 * How the configuration differs from the active groups.
 *
 * @param added groups to add, in the order of the configuration
 * @param changed groups that are active with other settings, in the order of the configuration
 * @param removed active groups that are no longer configured, in the order in which they became active
 */
public record ConfigurationChanges(List<String> added, List<String> changed, List<String> removed) {

    static ConfigurationChanges from(Object value) throws MalformedReplyException {
        if (value instanceof List<?> outer && outer.size() == 1 && outer.getFirst() instanceof List<?> lists
                && lists.size() == 3) {
            return new ConfigurationChanges(names(lists.get(0)), names(lists.get(1)), names(lists.get(2)));
        }
        throw new MalformedReplyException("the answer of reloadConfig is not [[added, changed, removed]]: " + value);
    }

    private static List<String> names(Object value) throws MalformedReplyException {
        List<String> names = new ArrayList<>();
        for (Object name : Members.list(value)) {
            names.add(Members.text(name));
        }
        return List.copyOf(names);
    }
}
