package org.supervisor4j.plugin.fastcgi;

import java.io.IOException;
import org.supervisor4j.api.program.GroupHooks;
import org.supervisor4j.api.program.GroupType;
import org.supervisor4j.api.program.Sockets;

/**
 * What an {@code [fcgi-program:x]} section adds to its processes.
 *
 * <p>Equal are two with the same URL: as for supervisord, another owner, mode or backlog is no reason for an update to
 * replace a group.
 */
record FastCgiGroup(SocketSpec socket, Sockets sockets) implements GroupType {

    /** Opens the socket and closes it again: that it cannot be opened shows now, not when a process is started. */
    @Override
    public GroupHooks activate() throws IOException {
        SharedSocket shared = new SharedSocket(socket, sockets);
        shared.tryOut();
        return shared;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FastCgiGroup group && socket.url().equals(group.socket.url());
    }

    @Override
    public int hashCode() {
        return socket.url().hashCode();
    }
}
