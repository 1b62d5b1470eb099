package org.supervisor4j.plugin.webui;

import java.util.Set;
import org.supervisor4j.api.access.Access;

/** Somebody who may not see or do everything. */
record OnlyGroups(Set<String> seen, Set<String> operated) implements Access {
    @Override
    public boolean mayView(String group) {
        return seen.contains(group);
    }

    @Override
    public boolean mayOperate(String group) {
        return operated.contains(group);
    }

    @Override
    public boolean mayAdminister() {
        return false;
    }
}
