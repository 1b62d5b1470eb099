package org.supervisor4j.plugin.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a {@code [web_user:x]} may do, from little to much; each contains those before it. */
enum Role {
    VIEWER,
    OPERATOR,
    ADMINISTRATOR;

    /** As in the file; in any case. */
    static Optional<Role> parse(String text) {
        return Arrays.stream(values()).filter(role -> role.text().equals(text.toLowerCase(Locale.ROOT))).findFirst();
    }

    /** All of them, for a message. */
    static String known() {
        return Arrays.stream(values()).map(Role::text).collect(Collectors.joining(", "));
    }

    private String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
