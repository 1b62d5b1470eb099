package org.supervisor4j.plugin.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.config.Sections;

/** Reads {@code [web_user:x]}. */
final class WebUserSections {

    private static final String PREFIX = "web_user";
    private static final Set<String> OPTIONS = Set.of("password", "role", "groups");

    private final Problems problems;

    private WebUserSections(Problems problems) {
        this.problems = problems;
    }

    /** The users without wrong ones. */
    static WebUsers read(Sections sections, Problems problems) {
        WebUserSections reader = new WebUserSections(problems);
        Set<String> taken = new HashSet<>();
        Stream.of("inet_http_server", "unix_http_server")
                .flatMap(prefix -> sections.startingWith(prefix).stream())
                .forEach(server -> server.text("username").ifPresent(taken::add));
        List<WebUser> users = new ArrayList<>();
        for (Section section : sections.startingWith(PREFIX)) {
            if (section.name().equals(PREFIX) || section.name().startsWith(PREFIX + ":")) {
                reader.user(section, taken).ifPresent(users::add);
            }
        }
        return new WebUsers(users);
    }

    private Optional<WebUser> user(Section section, Set<String> taken) {
        // A misspelt one must not give more rights than was meant.
        section.keys().stream().filter(key -> !OPTIONS.contains(key)).sorted().forEach(key ->
                problems.add(section, key, "section [" + section.name() + "] has an unknown option " + key,
                        "password, role or groups"));
        Optional<Password> password = password(section);
        Optional<Role> role = role(section);
        Optional<GroupPatterns> groups = groups(section);
        return name(section, taken).flatMap(name -> password.flatMap(secret -> role.flatMap(who ->
                groups.map(where -> new WebUser(name, secret, new Rights(who, where))))));
    }

    private Optional<String> name(Section section, Set<String> taken) {
        String name = section.suffix();
        if (name.isEmpty() || name.contains(":")) {
            problems.add(section, "", "section [" + section.name() + "] does not name a user",
                    "[" + PREFIX + ":name], without a colon in the name");
            return Optional.empty();
        }
        if (!taken.add(name)) {
            problems.add(section, "", "user " + name + " of section [" + section.name() + "] is there already",
                    "a name that no other section, and no username of a server, has");
            return Optional.empty();
        }
        return Optional.of(name);
    }

    private Optional<Password> password(Section section) {
        if (!section.has("password")) {
            problems.add(section, "password", "section [" + section.name() + "] has no password value",
                    "password = and what htpasswd -nB prints behind the colon");
            return Optional.empty();
        }
        return section.text("password").flatMap(text -> {
            try {
                return Optional.of(Password.ofUser(text));
            } catch (IllegalArgumentException e) {
                // Without the value, which would be in the log then.
                problems.add(section, "password", "Invalid password value in section [" + section.name() + "]: "
                        + e.getMessage(), "a bcrypt hash ($2y$...), {SHA} and its digits, or a clear text");
                return Optional.empty();
            }
        });
    }

    private Optional<Role> role(Section section) {
        if (!section.has("role")) {
            return Optional.of(Role.VIEWER);
        }
        return section.text("role").flatMap(text -> {
            Optional<Role> role = Role.parse(text);
            if (role.isEmpty()) {
                problems.add(section, "role", "Invalid role value " + text, Role.known());
            }
            return role;
        });
    }

    private Optional<GroupPatterns> groups(Section section) {
        if (!section.has("groups")) {
            return Optional.of(GroupPatterns.ALL);
        }
        return section.text("groups").flatMap(text -> {
            try {
                return Optional.of(GroupPatterns.parse(text));
            } catch (IllegalArgumentException e) {
                problems.add(section, "groups", "Invalid groups value " + text,
                        "names of groups with commas between them; * and ? are wildcards");
                return Optional.empty();
            }
        });
    }
}
