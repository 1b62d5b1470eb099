package org.supervisor4j.plugin.fastcgi;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A user database with root, web (33, primary group 34) and the groups root (0) and web (34); the daemon is root. */
record KnownAccounts() implements Accounts {

    private static final Map<String, User> USERS = Map.of("root", new User(0, 0), "web", new User(33, 34));
    private static final Map<String, Integer> GROUPS = Map.of("root", 0, "web", 34);

    @Override
    public Optional<User> user(String name) {
        return Optional.ofNullable(USERS.get(name));
    }

    @Override
    public Optional<User> user(int uid) {
        return USERS.values().stream().filter(user -> user.uid() == uid).findFirst();
    }

    @Override
    public OptionalInt group(String name) {
        return GROUPS.containsKey(name) ? OptionalInt.of(GROUPS.get(name)) : OptionalInt.empty();
    }

    @Override
    public boolean hasGroup(int gid) {
        return GROUPS.containsValue(gid);
    }

    @Override
    public int ownUid() {
        return 0;
    }
}
