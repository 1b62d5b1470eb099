package org.supervisor4j.config.value;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A user database with root (0) and www (33), whose home is /srv/www. */
public final class KnownUsers implements Users {

    private static final Map<String, Integer> NUMBERS = Map.of("root", 0, "www", 33);

    @Override
    public OptionalInt uidOf(String name) {
        Integer uid = NUMBERS.get(name);
        return uid == null ? OptionalInt.empty() : OptionalInt.of(uid);
    }

    @Override
    public boolean exists(int uid) {
        return NUMBERS.containsValue(uid);
    }

    @Override
    public Optional<String> homeOf(String name) {
        return name.equals("www") ? Optional.of("/srv/www") : Optional.empty();
    }
}
