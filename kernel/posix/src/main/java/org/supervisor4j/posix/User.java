package org.supervisor4j.posix;

import java.util.List;

/**
 * An entry of the user database.
 *
 * @param groups all groups of the user, the primary one first
 */
public record User(String name, int uid, int gid, List<Integer> groups, String home) {
    public User {
        groups = List.copyOf(groups);
    }
}
