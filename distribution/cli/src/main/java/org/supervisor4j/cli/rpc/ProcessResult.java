package org.supervisor4j.cli.rpc;

/**
 * What became of one process in a call that was about several.
 *
 * @param name the process's name within the group
 * @param group the group's name
 * @param status {@link FaultCode#SUCCESS} or the number of a fault
 * @param description {@code OK} or the fault's text
 */
public record ProcessResult(String name, String group, int status, String description) {

    static ProcessResult from(Object value) throws MalformedReplyException {
        Members members = Members.of(value);
        return new ProcessResult(members.text("name"), members.text("group"), members.number("status"),
                members.text("description"));
    }
}
