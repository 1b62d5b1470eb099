package org.supervisor4j.plugin.http;

import org.supervisor4j.api.access.Access;

/** What a user may do: a role, in some groups or in all. */
record Rights(Role role, GroupPatterns groups) implements Access {

    @Override
    public boolean mayView(String group) {
        return groups.match(group);
    }

    @Override
    public boolean mayOperate(String group) {
        return role.includes(Role.OPERATOR) && groups.match(group);
    }

    /** Who is limited to groups has no rights on the daemon, which is everybody's. */
    @Override
    public boolean mayAdminister() {
        return role == Role.ADMINISTRATOR && groups.areAll();
    }

    @Override
    public boolean mayAdminister(String group) {
        return role == Role.ADMINISTRATOR && groups.match(group);
    }
}
