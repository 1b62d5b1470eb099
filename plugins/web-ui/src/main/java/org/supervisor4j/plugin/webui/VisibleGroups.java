package org.supervisor4j.plugin.webui;

import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import org.supervisor4j.api.access.Access;

/**
 * What a viewer's rights come to among the groups that there are.
 *
 * @param of the groups that there are
 * @param seen those that the viewer sees, in order
 * @param fixed those of them that the viewer may not touch, in order
 */
record VisibleGroups(SortedSet<String> of, List<String> seen, List<String> fixed, boolean administers) {

    static VisibleGroups of(SortedSet<String> groups, Access access) {
        List<String> seen = groups.stream().filter(access::mayView).toList();
        List<String> fixed = seen.stream().filter(group -> !access.mayOperate(group)).toList();
        return new VisibleGroups(groups, seen, fixed, access.mayAdminister());
    }

    /** The same for the same rights: who comes back with others has to see all anew. */
    String digest() {
        return Integer.toHexString(Objects.hash(seen, fixed, administers));
    }
}
