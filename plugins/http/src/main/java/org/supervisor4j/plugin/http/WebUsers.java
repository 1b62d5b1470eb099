package org.supervisor4j.plugin.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The users of all sections {@code [web_user:x]} of a configuration. */
final class WebUsers {

    static final WebUsers NONE = new WebUsers(List.of());

    private final Map<String, WebUser> byName;
    private final Optional<WebUser> dearest; // whose password is the dearest to check

    /** @param users of different names */
    WebUsers(Collection<WebUser> users) {
        this.byName = users.stream().collect(Collectors.toUnmodifiableMap(WebUser::name, Function.identity()));
        this.dearest = users.stream()
                .filter(user -> user.password().cost() > 0)
                .max(Comparator.comparingInt(user -> user.password().cost()));
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** The same users; who was one before and has not changed goes on as he was. */
    WebUsers after(WebUsers before) {
        return new WebUsers(byName.values().stream()
                .map(user -> before.find(user.name()).filter(user::isLike).orElse(user))
                .toList());
    }

    /** Ends what goes on for those who are no users any more, or others now. */
    void revokeAllBut(WebUsers now) {
        byName.values().stream()
                .filter(user -> now.find(user.name()).filter(same -> same == user).isEmpty())
                .forEach(user -> user.grant().revoke());
    }

    Optional<WebUser> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * Whose password is compared, in vain, with that of somebody who does not exist; or the time would tell who does.
     * Empty if it takes no time with anybody.
     */
    Optional<WebUser> decoy() {
        return dearest;
    }
}
