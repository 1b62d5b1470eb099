package org.supervisor4j.cli.rpc;

/**
 * A process of the configuration that the daemon read last.
 *
 * @param name its name within the group
 * @param group the group's name
 * @param inUse whether the group is active
 * @param autostart whether it starts with its group
 * @param groupPriority the group's priority
 * @param processPriority the priority within the group
 */
public record ConfiguredProcess(String name, String group, boolean inUse, boolean autostart, int groupPriority,
        int processPriority) {

    static ConfiguredProcess from(Object value) throws MalformedReplyException {
        Members members = Members.of(value);
        return new ConfiguredProcess(members.text("name"), members.text("group"), members.flag("inuse"),
                members.flag("autostart"), members.number("group_prio"), members.number("process_prio"));
    }
}
